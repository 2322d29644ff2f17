using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using IBMCloud.Emulator;

namespace IBMCloud.ObjectStorage.Tests.Telemetry;

/// <summary>What docs/observability.md promises of transfers. The meters are the process's, so nothing else runs meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class TransferTelemetryTests : ObjectStorageTest
{
    private readonly PatternSource _source = new(11 * MiB);
    private readonly ConcurrentBag<Activity> _activities = [];
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly ActivityListener _traces;
    private readonly MeterListener _meters = new();

    public TransferTelemetryTests()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "IBMCloud.ObjectStorage",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _activities.Add,
        };
        ActivitySource.AddActivityListener(_traces);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "IBMCloud.ObjectStorage")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _counts.AddOrUpdate($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}", value, (_, before) => before + value));
        _meters.Start();
    }

    [Fact]
    public async Task An_upload_is_one_activity_with_one_for_each_sender_and_its_bytes_parts_and_repeats_are_counted()
    {
        ((EmulatorServer)Server).Emulator.Faults.Add(EmulatedService.ObjectStorage, "PUT /*/image.raw?partNumber=2*", Fault.InternalError());

        await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 2 }, cancellationToken: Cancel);

        var upload = _activities.Single(activity => activity.OperationName == "upload");
        upload.GetTagItem("ibmcloud.bucket").Should().Be(Bucket);
        upload.GetTagItem("ibmcloud.object").Should().Be("image.raw");
        upload.GetTagItem("ibmcloud.object.length").Should().Be(11L * MiB);
        upload.GetTagItem("ibmcloud.parts.sent").Should().Be(3);
        upload.GetTagItem("ibmcloud.parts.kept").Should().Be(0);
        var senders = _activities.Where(activity => activity.OperationName == "send parts").ToList();
        senders.Should().HaveCount(2).And.OnlyContain(sender => sender.ParentId == upload.Id);
        senders.Sum(sender => (int)sender.GetTagItem("ibmcloud.parts.sent")!).Should().Be(3);
        _counts.Should().BeEquivalentTo(new Dictionary<string, long>
        {
            ["ibmcloud.object_storage.bytes upload"] = 11 * MiB,
            ["ibmcloud.object_storage.parts sent"] = 3,
            ["ibmcloud.object_storage.retries store a part of Unavailable"] = 1,
        });
    }

    [Fact]
    public async Task A_download_is_one_activity_and_its_bytes_are_counted()
    {
        using var folder = new TempFolder();
        await Client.UploadAsync(Bucket, "image.raw", _source, cancellationToken: Cancel);

        await Client.DownloadAsync(Bucket, "image.raw", folder["image.raw"], cancellationToken: Cancel);

        _activities.Count(activity => activity.OperationName == "download").Should().Be(1);
        _counts["ibmcloud.object_storage.bytes download"].Should().Be(11 * MiB);
    }

    [Fact]
    public async Task An_upload_that_fails_says_why()
    {
        await Client.UploadAsync(Bucket, "image.raw", _source, cancellationToken: Cancel);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", _source, cancellationToken: Cancel);

        await upload.Should().ThrowAsync<ObjectStorageException>();
        _activities.Single(activity => activity.Status == ActivityStatusCode.Error).StatusDescription.Should().Be("ObjectExists");
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _traces.Dispose();
        _meters.Dispose();
        _source.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}
