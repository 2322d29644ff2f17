namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>Uploads that nobody finished are found and ended, on every server.</summary>
public abstract class UnfinishedUploadTests : ObjectStorageTest
{
    [Fact]
    public async Task Clean_up_ends_what_is_old_enough_and_has_the_prefix()
    {
        await LeaveAsync("old/1.raw");
        await LeaveAsync("keep/1.raw");

        var tooYoung = await Client.CleanUpUploadsAsync(Bucket, TimeSpan.FromDays(1), cancellationToken: Cancel);
        var ended = await Client.CleanUpUploadsAsync(Bucket, TimeSpan.Zero, "old/", Cancel);

        tooYoung.Should().BeEmpty();
        ended.Should().ContainSingle().Which.Key.Should().Be("old/1.raw");
        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().ContainSingle().Which.Key.Should().Be("keep/1.raw");
    }

    [Fact]
    public async Task The_lifecycle_rule_is_added_once()
    {
        (await Client.EnsureUnfinishedUploadsExpireAsync(Bucket, 7, Cancel)).Should().BeTrue();
        (await Client.EnsureUnfinishedUploadsExpireAsync(Bucket, 7, Cancel)).Should().BeFalse();
        (await Client.EnsureUnfinishedUploadsExpireAsync(Bucket, 3, Cancel)).Should().BeTrue("a stricter rule replaces ours");
        (await Client.EnsureUnfinishedUploadsExpireAsync(Bucket, 7, Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task A_bucket_without_versions_and_retention_is_seen_as_such() =>
        (await Client.GetBucketProtectionAsync(Bucket, Cancel)).Should().Be(new BucketProtection(KeepsVersions: false, RetentionDays: null, HasObjectLock: false));

    protected async Task LeaveAsync(string key)
    {
        using var source = new PatternSource(11 * MiB);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var journal = new MemoryJournal { OnStored = _ => cancel.Cancel() };
        var upload = () => Client.UploadAsync(Bucket, key, source, new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 1, Journal = journal, KeepUnfinished = true }, cancellationToken: cancel.Token);
        await upload.Should().ThrowAsync<OperationCanceledException>();
    }
}

public sealed class UnfinishedUploadsOnTheEmulatorTests : UnfinishedUploadTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();

    [Fact]
    public async Task The_lifecycle_rule_ends_them_when_its_days_are_over()
    {
        await Client.EnsureUnfinishedUploadsExpireAsync(Bucket, 7, Cancel);
        await LeaveAsync("image.raw");

        ((EmulatorServer)Server).Emulator.Clock.Advance(TimeSpan.FromDays(7));

        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
    }
}

public sealed class UnfinishedUploadsOnARealServerTests : UnfinishedUploadTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
