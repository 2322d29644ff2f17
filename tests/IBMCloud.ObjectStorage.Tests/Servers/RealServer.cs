using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>The S3 server that <c>S3_ENDPOINT</c>, <c>S3_REGION</c>, <c>S3_ACCESS_KEY_ID</c> and <c>S3_SECRET_ACCESS_KEY</c> name, by HMAC pair.</summary>
public sealed class RealServer : TestServer
{
    private readonly List<IDisposable> _owned = [];

    private RealServer(Uri endpoint) => Endpoint = endpoint;

    public Uri Endpoint { get; }

    public static string RegionName => Variable("S3_REGION") ?? "us-south";

    public static string AccessKeyId => Variable("S3_ACCESS_KEY_ID") ?? "";

    public static string SecretAccessKey => Variable("S3_SECRET_ACCESS_KEY") ?? "";

    public override IbmRegion Region => IbmRegion.Parse(RegionName);

    public override Crn? Instance => null;

    /// <summary>The server; skips the test where none is named, and fails it in CI.</summary>
    public static RealServer Require()
    {
        if (Variable("S3_ENDPOINT") is not { } endpoint || AccessKeyId.Length == 0 || SecretAccessKey.Length == 0)
        {
            OutsideTool.Missing("no S3 server: S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are not set");
            return null!;
        }

        return new RealServer(new Uri(endpoint));
    }

    public override ObjectStorageClient CreateClient(TimeProvider? time = null, HttpMessageHandler? transport = null)
    {
        var secret = SecretString.FromString(SecretAccessKey);
        var client = new ObjectStorageClient(new HmacCredential(AccessKeyId, secret), Region, Options(OnlyObjectStorage.At(Endpoint, Region), time, transport));
        _owned.AddRange([client, secret]);
        return client;
    }

    public override ValueTask DisposeAsync()
    {
        _owned.ForEach(one => one.Dispose());
        return base.DisposeAsync();
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
