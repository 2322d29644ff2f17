namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>What holds of an upload on every server.</summary>
public abstract class UploadTests : ObjectStorageTest
{
    private static readonly UploadOptions InSmallParts = new() { PartSize = 5 * MiB, PartsInFlight = 3 };

    [Theory]
    [InlineData(1)]
    [InlineData(5 * MiB - 1)]
    [InlineData(5 * MiB)]
    [InlineData(5 * MiB + 1)]
    [InlineData(16 * MiB + 512)]
    public async Task An_object_holds_what_was_uploaded(int length)
    {
        using var source = new PatternSource(length);

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", source, InSmallParts, cancellationToken: Cancel);

        uploaded.PartsSent.Should().Be((length + 5 * MiB - 1) / (5 * MiB));
        (await Client.FindObjectAsync(Bucket, "image.raw", Cancel))!.ETag.Should().Be(uploaded.ETag);
        await ShouldHoldAsync("image.raw", source);
    }

    [Fact]
    public async Task Progress_ends_at_the_whole_length()
    {
        using var source = new PatternSource(11 * MiB);
        var seen = new System.Collections.Concurrent.ConcurrentBag<long>();

        await Client.UploadAsync(Bucket, "image.raw", source, InSmallParts, new ImmediateProgress(progress => seen.Add(progress.BytesDone)), Cancel);

        seen.Max().Should().Be(11 * MiB);
    }

    [Fact]
    public async Task An_empty_source_is_refused()
    {
        using var source = new PatternSource(0);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", source, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.EmptySource);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(6 * MiB)]
    public async Task An_object_that_exists_is_left_alone_unless_asked(int length)
    {
        using var first = new PatternSource(length, seed: 1);
        using var second = new PatternSource(length, seed: 2);
        await Client.UploadAsync(Bucket, "image.raw", first, InSmallParts, cancellationToken: Cancel);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", second, InSmallParts, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.ObjectExists);
        await ShouldHoldAsync("image.raw", first);
        await Client.UploadAsync(Bucket, "image.raw", second, new UploadOptions { PartSize = 5 * MiB, Overwrite = true }, cancellationToken: Cancel);
        await ShouldHoldAsync("image.raw", second);
    }

    [Fact]
    public async Task An_object_that_appears_during_the_upload_is_left_alone()
    {
        using var other = new PatternSource(10, seed: 3);
        using var source = new PatternSource(11 * MiB);
        var journal = new MemoryJournal { OnStored = _ => Client.UploadAsync(Bucket, "image.raw", other, new UploadOptions { Overwrite = true }, cancellationToken: Cancel).GetAwaiter().GetResult() };

        var upload = () => Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 5 * MiB, Journal = journal }, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.ObjectExists);
        await ShouldHoldAsync("image.raw", other);
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing()
    {
        using var source = new PatternSource(21 * MiB);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var journal = new MemoryJournal { OnStored = _ => cancel.Cancel() };

        var upload = () => Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 2, Journal = journal }, cancellationToken: cancel.Token);

        await upload.Should().ThrowAsync<OperationCanceledException>();
        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
        (await Client.FindObjectAsync(Bucket, "image.raw", Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_leaves_no_upload_that_nobody_knows()
    {
        using var source = new PatternSource(11 * MiB);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 5 * MiB, Journal = new FullJournal() }, cancellationToken: Cancel);

        await upload.Should().ThrowAsync<IOException>();
        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_upload_with_its_own_exception()
    {
        using var source = new PatternSource(11 * MiB) { OnRead = offset => { if (offset >= 5 * MiB) throw new InvalidDataException("the disk broke"); } };

        var upload = () => Client.UploadAsync(Bucket, "image.raw", source, InSmallParts, cancellationToken: Cancel);

        await upload.Should().ThrowAsync<InvalidDataException>().WithMessage("the disk broke");
        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
    }

    private sealed class FullJournal : IUploadJournal
    {
        public ValueTask BegunAsync(UploadRecord upload, CancellationToken cancellationToken) => throw new IOException("the disk is full");

        public ValueTask StoredAsync(UploadedPart part, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

public sealed class UploadToTheEmulatorTests : UploadTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class UploadToARealServerTests : UploadTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
