namespace IBMCloud.ObjectStorage.Tests;

/// <summary>A clock on which a wait of some seconds is over at once, and has passed; longer ones, such as limits, run as usual.</summary>
public sealed class ShortWaits : TimeProvider
{
    private static readonly TimeSpan LongestShort = TimeSpan.FromSeconds(10);
    private long _skipped;

    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _skipped);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero && dueTime <= LongestShort)
        {
            Interlocked.Add(ref _skipped, dueTime.Ticks);
            dueTime = TimeSpan.Zero;
        }

        return System.CreateTimer(callback, state, dueTime, period);
    }
}
