using IBMCloud.Emulator;
using IBMCloud.Iam;
using IBMCloud.ResourceController;

namespace IBMCloud.ObjectStorage.Tests.Interop;

/// <summary>Clients that others wrote judge the emulator: IBM's own by token, rclone and s3cmd by HMAC pair.</summary>
public sealed class ForeignClientTests : IAsyncLifetime
{
    private const int Length = (11 << 20) + 3;
    private readonly string _bucket = $"foreign-{Guid.NewGuid():N}";
    private readonly TempFolder _folder = new();
    private EmulatorServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Endpoint => _server.Emulator.Address(EmulatedService.ObjectStorage, "us-south");

    [Fact]
    public void IBMs_own_client_makes_a_bucket_uploads_in_parts_lists_and_reads_back()
    {
        var node = OutsideTool.Require("node");
        var judge = Path.Combine(SharedTools.RepositoryRoot, "tests", "interop", "cos");
        if (!Directory.Exists(Path.Combine(judge, "node_modules", "ibm-cos-sdk")))
        {
            OutsideTool.Missing("ibm-cos-sdk is not in tests/interop/cos (npm ci puts it there)");
        }

        var result = OutsideTool.Run(
            node,
            [Path.Combine(judge, "judge.js"), Endpoint.ToString().TrimEnd('/'), _server.Emulator.Address(EmulatedService.Iam).ToString().TrimEnd('/'), _server.Instance.ToString(), _bucket],
            environment: new Dictionary<string, string?> { ["IBM_API_KEY"] = _server.Emulator.ApiKey, ["NODE_NO_WARNINGS"] = "1" });

        result.MustSucceed().Output.Should().Contain("agreed");
    }

    [Fact]
    public async Task Rclone_makes_a_bucket_uploads_in_parts_lists_and_reads_back()
    {
        var rclone = OutsideTool.Require("rclone");
        var (id, secret) = await NewHmacPairAsync();
        var image = NewImage();
        var environment = new Dictionary<string, string?>
        {
            ["RCLONE_CONFIG"] = _folder["rclone.conf"],
            ["RCLONE_CONFIG_COS_TYPE"] = "s3",
            ["RCLONE_CONFIG_COS_PROVIDER"] = "IBMCOS",
            ["RCLONE_CONFIG_COS_ACCESS_KEY_ID"] = id,
            ["RCLONE_CONFIG_COS_SECRET_ACCESS_KEY"] = secret,
            ["RCLONE_CONFIG_COS_ENDPOINT"] = Endpoint.ToString(),
            ["RCLONE_CONFIG_COS_REGION"] = "us-south",
            ["RCLONE_CONFIG_COS_LOCATION_CONSTRAINT"] = "us-south-smart",
            ["RCLONE_S3_CHUNK_SIZE"] = "5Mi",
            ["RCLONE_S3_UPLOAD_CUTOFF"] = "5Mi",
            ["RCLONE_RETRIES"] = "1",
            ["AWS_CA_BUNDLE"] = null,
        };

        OutsideTool.Run(rclone, ["mkdir", $"cos:{_bucket}"], environment: environment).MustSucceed();
        OutsideTool.Run(rclone, ["copyto", image, $"cos:{_bucket}/images/one two.raw"], environment: environment).MustSucceed();
        var listed = OutsideTool.Run(rclone, ["lsf", "-R", $"cos:{_bucket}"], environment: environment).MustSucceed();
        OutsideTool.Run(rclone, ["copyto", $"cos:{_bucket}/images/one two.raw", _folder["back.raw"]], environment: environment).MustSucceed();
        OutsideTool.Run(rclone, ["purge", $"cos:{_bucket}"], environment: environment).MustSucceed();

        listed.Output.Should().Contain("images/one two.raw");
        File.ReadAllBytes(_folder["back.raw"]).AsSpan().SequenceEqual(File.ReadAllBytes(image)).Should().BeTrue();
        _server.Emulator.Requests.Should().Contain(request => request.Path.Contains("partNumber=3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S3cmd_makes_a_bucket_uploads_in_parts_lists_and_reads_back()
    {
        var s3cmd = OutsideTool.Require("s3cmd");
        var (id, secret) = await NewHmacPairAsync();
        var image = NewImage();
        var host = Endpoint.Authority;
        File.WriteAllText(_folder["s3cfg"], $"""
            [default]
            access_key = {id}
            secret_key = {secret}
            host_base = {host}
            host_bucket = {host}
            use_https = False
            bucket_location = us-south
            multipart_chunk_size_mb = 5
            max_retries = 1
            """);

        Run("--region=us-south", "--bucket-location=us-south-smart", "mb", $"s3://{_bucket}").MustSucceed();
        Run("--region=us-south", "put", image, $"s3://{_bucket}/images/one.raw").MustSucceed();
        var listed = Run("--region=us-south", "ls", "--recursive", $"s3://{_bucket}").MustSucceed();
        Run("--region=us-south", "get", $"s3://{_bucket}/images/one.raw", _folder["back.raw"]).MustSucceed();
        Run("--region=us-south", "del", $"s3://{_bucket}/images/one.raw").MustSucceed();
        Run("--region=us-south", "rb", $"s3://{_bucket}").MustSucceed();

        listed.Output.Should().Contain("images/one.raw");
        File.ReadAllBytes(_folder["back.raw"]).AsSpan().SequenceEqual(File.ReadAllBytes(image)).Should().BeTrue();

        ToolResult Run(params string[] arguments) => OutsideTool.Run(s3cmd, ["--config", _folder["s3cfg"], .. arguments]);
    }

    [Fact]
    public async Task Our_own_client_signs_with_an_HMAC_pair_too()
    {
        var (id, secret) = await NewHmacPairAsync();
        using var hidden = Core.SecretString.FromString(secret);
        using var client = new ObjectStorageClient(new IBMCloud.ObjectStorage.HmacCredential(id, hidden), Core.IbmRegion.UsSouth, _server.Options());
        using var source = new PatternSource(Length);
        using var wrong = Core.SecretString.FromString("wrong");
        using var stranger = new ObjectStorageClient(new IBMCloud.ObjectStorage.HmacCredential(id, wrong), Core.IbmRegion.UsSouth, _server.Options());

        await client.EnsureBucketAsync(new BucketDraft { Name = _bucket }, Cancel);
        await client.UploadAsync(_bucket, "a/b c+ü.raw", source, new UploadOptions { PartSize = 5 << 20 }, cancellationToken: Cancel);
        var steal = () => stranger.FindObjectAsync(_bucket, "a/b c+ü.raw", Cancel);

        (await client.FindObjectAsync(_bucket, "a/b c+ü.raw", Cancel))!.Length.Should().Be(Length);
        (await steal.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.AccessDenied);
    }

    public async ValueTask InitializeAsync() => _server = await EmulatorServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private string NewImage()
    {
        using var source = new PatternSource(Length);
        var bytes = new byte[Length];
        source.Read(0, bytes);
        return _folder.Write("image.raw", bytes);
    }

    private async Task<(string AccessKeyId, string SecretAccessKey)> NewHmacPairAsync()
    {
        using var resources = new ResourceControllerClient(_server.Credential, _server.Options());
        var key = await resources.CreateResourceKeyAsync(new ResourceKeyDraft { Name = "foreign", Source = _server.Instance.ToString(), Role = IamRole.Writer, WithHmac = true }, Cancel);
        return (key.Hmac!.AccessKeyId, key.Hmac.SecretAccessKey.Reveal());
    }
}
