using System.Collections.Concurrent;

namespace IBMCloud.Core.Tests.Http;

/// <summary>A clock on which every wait is over at once, and which keeps how long it should have been.</summary>
internal sealed class WaitRecorder(DateTimeOffset now) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        _waits.Enqueue(dueTime);

        // The attempt's timeout must not fire: the recorder ends waits before a repeat only.
        return base.CreateTimer(callback, state, dueTime >= TimeSpan.FromSeconds(45) ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
