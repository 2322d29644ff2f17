using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>An S3 server to run the same tests against: the emulator with a token, or a real one with an HMAC pair.</summary>
public abstract class TestServer : IAsyncDisposable
{
    public abstract IbmRegion Region { get; }

    /// <summary>The instance that is to own buckets, or null where the credential implies it.</summary>
    public abstract Crn? Instance { get; }

    /// <summary>A new client; it goes with the server.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="transport">What stands between it and the server; the plain one where null.</param>
    public abstract ObjectStorageClient CreateClient(TimeProvider? time = null, HttpMessageHandler? transport = null);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static IbmCloudClientOptions Options(IbmCloudEndpoints endpoints, TimeProvider? time = null, HttpMessageHandler? transport = null) => new()
    {
        Endpoints = endpoints,
        Transport = transport,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
        TimeProvider = time ?? TimeProvider.System,
    };
}
