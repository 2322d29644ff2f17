namespace IBMCloud.ObjectStorage.Tests;

/// <summary>A server, a client and an empty bucket for each test; nothing of them is left.</summary>
public abstract class ObjectStorageTest : IAsyncLifetime
{
    protected const int MiB = 1 << 20;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TestServer Server { get; private set; } = null!;

    protected ObjectStorageClient Client { get; private set; } = null!;

    protected string Bucket { get; } = $"test-{Guid.NewGuid():N}";

    public virtual async ValueTask InitializeAsync()
    {
        Server = await StartAsync();
        Client = Server.CreateClient();
        await Client.EnsureBucketAsync(new BucketDraft { Name = Bucket, Instance = Server.Instance }, Cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Client is not null)
        {
            await EmptyAsync(Client, Bucket);
            await Client.DeleteBucketAsync(Bucket, CancellationToken.None);
        }

        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    protected abstract Task<TestServer> StartAsync();

    protected static async Task EmptyAsync(ObjectStorageClient client, string bucket)
    {
        await foreach (var one in client.ListObjectsAsync(bucket, cancellationToken: CancellationToken.None))
        {
            await client.DeleteObjectAsync(bucket, one.Key, cancellationToken: CancellationToken.None);
        }

        await foreach (var one in client.ListUnfinishedUploadsAsync(bucket, cancellationToken: CancellationToken.None))
        {
            await client.AbortUploadAsync(bucket, one.Key, one.UploadId, CancellationToken.None);
        }
    }

    /// <summary>Reads the whole object and compares it with a source.</summary>
    protected async Task ShouldHoldAsync(string key, Primitives.ImageSource expected)
    {
        await using var stored = await Client.OpenObjectAsync(Bucket, key, Cancel);
        stored.Length.Should().Be(expected.Length);
        (await Primitives.ImageComparison.FindFirstDifferenceAsync(stored, expected, cancellationToken: Cancel)).Should().BeNull();
    }
}
