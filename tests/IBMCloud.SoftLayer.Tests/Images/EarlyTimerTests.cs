using IBMCloud.Emulator;
using IBMCloud.Primitives;

namespace IBMCloud.SoftLayer.Tests.Images;

/// <summary>A machine whose timers fire early, as those do that count in whole milliseconds: what is planned happens all the same, and nobody has to ask SoftLayer first.</summary>
public sealed class EarlyTimerTests : ClassicCloudTest
{
    [Fact]
    public async Task An_exported_object_appears_to_who_looks_into_the_bucket_only()
    {
        using var disk = new MemoryImageSource(Disk);
        var server = await Emulator.AddServerAsync("source", "example.com", disk, cancellationToken: Cancel);
        var template = await Client.ImageTemplates.CaptureAsync(server, "captured", cancellationToken: Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        watchdog.CancelAfter(TimeSpan.FromMinutes(1));

        await Client.ImageTemplates.ExportAsync(template.Id, new Uri($"cos://{Region}/{Bucket}/debian.vhd"), ApiKey, Cancel);

        while (await ObjectAsync("debian-0.vhd") is null)
        {
            watchdog.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    protected override void Configure(EmulatorOptions options)
    {
        base.Configure(options);
        options.StageDelay = TimeSpan.FromMilliseconds(50);
        options.Clock = new EmulatorClock(new HalfTimers());
    }

    /// <summary>Fires after half of the time that was asked for.</summary>
    private sealed class HalfTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new HalfTimer(base.CreateTimer(callback, state, Half(dueTime), period));

        private static TimeSpan Half(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / 2;

        private sealed class HalfTimer(ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Half(dueTime), period);

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
