using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>An S3 server to run the same tests against: the emulator with a token, or a real one with an HMAC pair.</summary>
public abstract class TestServer : IAsyncDisposable
{
    public abstract IbmRegion Region { get; }

    /// <summary>The instance that is to own buckets, or null where the credential implies it.</summary>
    public abstract Crn? Instance { get; }

    public abstract ObjectStorageClient CreateClient(TimeProvider? time = null);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static IbmCloudClientOptions OptionsFor(IbmRegion region, Uri objectStorage, Uri iam, TimeProvider? time) => new()
    {
        Endpoints = new IbmCloudEndpoints
        {
            Iam = iam,
            ResourceController = iam,
            ResourceManager = iam,
            Accounts = iam,
            SoftLayer = iam,
            ObjectStorageByRegion = new Dictionary<IbmRegion, Uri> { [region] = objectStorage },
        },
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
        TimeProvider = time ?? TimeProvider.System,
    };
}
