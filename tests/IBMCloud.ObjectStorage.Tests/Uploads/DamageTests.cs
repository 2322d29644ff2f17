using System.Net;
using System.Text;

namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>What is damaged between here and the service is noticed, on every server.</summary>
public abstract class DamageTests : ObjectStorageTest
{
    private readonly PatternSource _source = new(11 * MiB);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_part_that_is_damaged_on_its_way_is_sent_again(int number)
    {
        var damaged = 0;
        using var transport = new AlteringTransport
        {
            OnRequest = async request =>
            {
                if (request.Method == HttpMethod.Put && request.RequestUri!.Query.Contains($"partNumber={number}", StringComparison.Ordinal) && Interlocked.Exchange(ref damaged, 1) == 0)
                {
                    var bytes = await request.Content!.ReadAsByteArrayAsync(Cancel);
                    bytes[bytes.Length / 2] ^= 1;
                    var headers = request.Content.Headers;
                    request.Content = new ByteArrayContent(bytes);
                    request.Content.Headers.ContentMD5 = headers.ContentMD5;
                }
            },
        };

        await Server.CreateClient(transport: transport).UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        damaged.Should().Be(1);
        await ShouldHoldAsync("image.raw", _source);
    }

    [Fact]
    public async Task An_entity_tag_that_is_not_the_bytes_digest_ends_the_upload()
    {
        using var transport = new AlteringTransport
        {
            OnAnswer = (request, answer) =>
            {
                if (request.RequestUri!.Query.Contains("partNumber=2", StringComparison.Ordinal) && answer.Headers.ETag is not null)
                {
                    answer.Headers.ETag = new("\"00000000000000000000000000000000\"");
                }

                return answer;
            },
        };

        var upload = () => Server.CreateClient(transport: transport).UploadAsync(Bucket, "image.raw", _source,
            new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 1 }, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>().WithMessage("*part 2*")).Which.Reason.Should().Be(ObjectStorageError.Damaged);
        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(11 * MiB)]
    public async Task An_object_that_reads_back_otherwise_is_damage(int length)
    {
        using var source = new PatternSource(length);
        var damage = false;
        using var transport = new AlteringTransport
        {
            OnAnswer = (request, answer) =>
            {
                if (damage && request.Method == HttpMethod.Get && answer.StatusCode == HttpStatusCode.PartialContent)
                {
                    var bytes = answer.Content.ReadAsByteArrayAsync(Cancel).GetAwaiter().GetResult();
                    bytes[^1] ^= 1;
                    var headers = answer.Content.Headers;
                    answer.Content = new ByteArrayContent(bytes);
                    answer.Content.Headers.ContentRange = headers.ContentRange;
                }

                return answer;
            },
        };
        var client = Server.CreateClient(transport: transport);
        await client.UploadAsync(Bucket, "sound.raw", source, new UploadOptions { PartSize = 5 * MiB, ReadBack = true }, cancellationToken: Cancel);
        damage = true;

        var upload = () => client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 5 * MiB, ReadBack = true }, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>().WithMessage("*differs from what was uploaded*")).Which.Reason.Should().Be(ObjectStorageError.Damaged);
    }

    [Theory]
    [InlineData("InternalError", true)]
    [InlineData("InvalidPart", false)]
    public async Task A_failure_in_the_body_of_a_200_is_a_failure(string code, bool passes)
    {
        var struck = 0;
        using var transport = new AlteringTransport
        {
            OnRequest = request =>
            {
                if (request.Method == HttpMethod.Post && request.RequestUri!.Query.Contains("uploadId", StringComparison.Ordinal) && struck++ == 0)
                {
                    request.RequestUri = new Uri(request.RequestUri, "/?never-completes");
                    request.Method = HttpMethod.Get;
                    request.Content = null;
                }

                return Task.CompletedTask;
            },
            OnAnswer = (request, answer) => !request.RequestUri!.Query.Contains("never-completes", StringComparison.Ordinal) ? answer : new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent($"<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>late</Message></Error>", Encoding.UTF8, "application/xml"),
            },
        };

        var upload = () => Server.CreateClient(transport: transport).UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        if (passes)
        {
            await upload();
            await ShouldHoldAsync("image.raw", _source);
        }
        else
        {
            (await upload.Should().ThrowAsync<ObjectStorageException>()).Which.Code.Should().Be(code);
            (await Client.FindObjectAsync(Bucket, "image.raw", Cancel)).Should().BeNull();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _source.Dispose();
        await base.DisposeAsync();
    }
}

public sealed class DamageOnTheEmulatorTests : DamageTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class DamageOnARealServerTests : DamageTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
