namespace IBMCloud.Emulator.SoftLayer.Transactions;

/// <summary>
/// What happens when a transaction's step ends: done in order of time, at the latest before the next request is answered, and at its time of the
/// cloud's clock where other services must see it.
/// </summary>
internal sealed class ScheduledWork(Hosting.EmulatedCloud cloud) : IDisposable
{
    private readonly PriorityQueue<Action<DateTimeOffset>, DateTimeOffset> _due = new();
    private ITimer? _timer;

    /// <summary>Plans work; call it under the store's gate.</summary>
    /// <param name="at">When.</param>
    /// <param name="work">Gets the time at which it was due; runs under the gate.</param>
    public void Add(DateTimeOffset at, Action<DateTimeOffset> work)
    {
        _due.Enqueue(work, at);
        Arm();
    }

    /// <summary>Does all that is due.</summary>
    public void Settle()
    {
        lock (cloud.State.Gate)
        {
            while (_due.TryPeek(out var work, out var at) && at <= cloud.Clock.GetUtcNow())
            {
                _due.Dequeue();
                work(at);
            }

            Arm();
        }
    }

    public void Dispose()
    {
        lock (cloud.State.Gate)
        {
            _timer?.Dispose();
            _due.Clear();
        }
    }

    // For the earliest. Timers count in whole milliseconds and may fire before their time: what is not due by then is waited for again.
    private void Arm()
    {
        if (_due.TryPeek(out _, out var at))
        {
            var wait = Math.Max(0, Math.Ceiling((at - cloud.Clock.GetUtcNow()).TotalMilliseconds));
            _timer ??= cloud.Clock.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
    }
}
