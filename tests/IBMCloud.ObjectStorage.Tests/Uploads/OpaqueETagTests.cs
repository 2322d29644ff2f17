using IBMCloud.Emulator;

namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>A service whose entity tags are no digests, as one page of the documentation says of encrypted buckets.</summary>
public sealed class OpaqueETagTests : ObjectStorageTest
{
    private readonly PatternSource _source = new(16 * MiB);

    [Fact]
    public async Task An_upload_ends_well_on_the_digests_that_the_service_checked()
    {
        await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        await ShouldHoldAsync("image.raw", _source);
    }

    [Fact]
    public async Task A_small_object_is_read_back_since_its_tag_proves_nothing()
    {
        using var source = new PatternSource(100);
        var asked = 0;
        using var transport = new AlteringTransport { OnRequest = request => Task.FromResult(request.Method == HttpMethod.Get ? asked++ : asked) };

        await Server.CreateClient(transport: transport).UploadAsync(Bucket, "small.raw", source, cancellationToken: Cancel);

        asked.Should().Be(1);
    }

    [Fact]
    public async Task A_resume_trusts_the_record_and_not_the_tags()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var journal = new MemoryJournal { OnStored = _ => cancel.Cancel() };
        var first = () => Client.UploadAsync(Bucket, "image.raw", _source,
            new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 1, Journal = journal, KeepUnfinished = true }, cancellationToken: cancel.Token);
        await first.Should().ThrowAsync<OperationCanceledException>();

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { Resume = journal.Record }, cancellationToken: Cancel);

        uploaded.PartsKept.Should().Be(1);
        await ShouldHoldAsync("image.raw", _source);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _source.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task<TestServer> StartAsync()
    {
        var options = new EmulatorOptions();
        options.Switches.OpaqueObjectTags = true;
        return await EmulatorServer.StartAsync(options);
    }
}
