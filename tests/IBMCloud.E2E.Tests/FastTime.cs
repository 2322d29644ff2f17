namespace IBMCloud.E2E.Tests;

/// <summary>A clock that runs so many times as fast as the machine's, its timers too.</summary>
public sealed class FastTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset _begin = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _begin + ((System.GetUtcNow() - _begin) * factor);

    public override long GetTimestamp() => System.GetTimestamp() * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Fast(dueTime), Fast(period)), factor);

    private TimeSpan Fast(TimeSpan time) => Fast(time, factor);

    private static TimeSpan Fast(TimeSpan time, int factor) => time <= TimeSpan.Zero ? time : time / factor;

    private sealed class Timer(ITimer inner, int factor) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Fast(dueTime, factor), Fast(period, factor));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
