namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>An upload that ended early goes on where it was, on every server.</summary>
public abstract class ResumeTests : ObjectStorageTest
{
    private const int Parts = 4;
    private readonly PatternSource _source = new(Parts * 5L * MiB - 7);

    [Fact]
    public async Task With_a_record_only_missing_parts_are_sent_and_stored_ones_are_not_read_again()
    {
        var record = await StopAfterAsync(2);
        var readBefore = _source.BytesRead;

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { Resume = record }, cancellationToken: Cancel);

        uploaded.PartsKept.Should().Be(record.Parts.Count);
        uploaded.PartsSent.Should().Be(Parts - record.Parts.Count);
        (_source.BytesRead - readBefore).Should().BeLessThanOrEqualTo(5L * MiB * uploaded.PartsSent);
        await ShouldHoldAsync("image.raw", _source);
    }

    [Fact]
    public async Task Without_a_record_the_servers_list_is_compared_with_the_source()
    {
        var record = await StopAfterAsync(2);

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB, ResumeFromServer = true }, cancellationToken: Cancel);

        uploaded.PartsKept.Should().BeGreaterThanOrEqualTo(record.Parts.Count);
        await ShouldHoldAsync("image.raw", _source);
    }

    [Fact]
    public async Task Another_source_of_the_same_length_replaces_the_parts_that_differ()
    {
        await StopAfterAsync(2);
        using var other = new PatternSource(_source.Length, seed: 9);

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", other, new UploadOptions { PartSize = 5 * MiB, ResumeFromServer = true }, cancellationToken: Cancel);

        uploaded.PartsSent.Should().Be(Parts);
        await ShouldHoldAsync("image.raw", other);
    }

    [Fact]
    public async Task A_record_of_another_source_is_refused()
    {
        var record = await StopAfterAsync(1) with { SourceDigest = "header-1" };
        using var longer = new PatternSource(_source.Length + 512);

        var otherLength = () => Client.UploadAsync(Bucket, "image.raw", longer, new UploadOptions { Resume = record, KeepUnfinished = true }, cancellationToken: Cancel);
        var otherDigest = () => Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { Resume = record, SourceDigest = "header-2", KeepUnfinished = true }, cancellationToken: Cancel);

        (await otherLength.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.SourceChanged);
        (await otherDigest.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.SourceChanged);
    }

    [Fact]
    public async Task A_record_whose_upload_was_aborted_begins_a_new_one()
    {
        var record = await StopAfterAsync(2);
        await Client.AbortUploadAsync(Bucket, "image.raw", record.UploadId, Cancel);

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { Resume = record }, cancellationToken: Cancel);

        uploaded.PartsSent.Should().Be(Parts);
        await ShouldHoldAsync("image.raw", _source);
    }

    [Fact]
    public async Task A_record_whose_parts_were_joined_already_is_done_without_a_byte()
    {
        var journal = new MemoryJournal();
        var first = await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB, Journal = journal }, cancellationToken: Cancel);
        var readBefore = _source.BytesRead;

        var again = await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { Resume = journal.Record }, cancellationToken: Cancel);

        again.Should().Be(first with { PartsSent = 0, PartsKept = Parts });
        _source.BytesRead.Should().Be(readBefore);
    }

    [Fact]
    public async Task A_record_survives_as_JSON()
    {
        var record = await StopAfterAsync(1);

        var read = System.Text.Json.JsonSerializer.Deserialize<UploadRecord>(System.Text.Json.JsonSerializer.Serialize(record))!;

        read.Should().BeEquivalentTo(record);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _source.Dispose();
        await base.DisposeAsync();
    }

    private async Task<UploadRecord> StopAfterAsync(int parts)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stored = 0;
        var journal = new MemoryJournal();
        journal.OnStored = _ =>
        {
            if (++stored == parts)
            {
                cancel.Cancel();
            }
        };
        var upload = () => Client.UploadAsync(Bucket, "image.raw", _source,
            new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 1, Journal = journal, KeepUnfinished = true }, cancellationToken: cancel.Token);
        await upload.Should().ThrowAsync<OperationCanceledException>();
        return journal.Record;
    }
}

public sealed class ResumeOnTheEmulatorTests : ResumeTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class ResumeOnARealServerTests : ResumeTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
