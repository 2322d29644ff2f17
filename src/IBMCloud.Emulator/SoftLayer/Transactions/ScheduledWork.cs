namespace IBMCloud.Emulator.SoftLayer.Transactions;

/// <summary>
/// What happens when a transaction's step ends: done in order of time, at the latest before the next request is answered, and at its time of the
/// cloud's clock where other services must see it.
/// </summary>
internal sealed class ScheduledWork(Hosting.EmulatedCloud cloud) : IDisposable
{
    private readonly PriorityQueue<Action<DateTimeOffset>, DateTimeOffset> _due = new();
    private readonly List<ITimer> _timers = [];

    /// <summary>Plans work; call it under the store's gate.</summary>
    /// <param name="at">When.</param>
    /// <param name="work">Gets the time at which it was due; runs under the gate.</param>
    public void Add(DateTimeOffset at, Action<DateTimeOffset> work)
    {
        _due.Enqueue(work, at);
        var wait = at - cloud.Clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            _timers.Add(cloud.Clock.CreateTimer(_ => Settle(), null, wait, Timeout.InfiniteTimeSpan));
        }
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
        }
    }

    public void Dispose()
    {
        lock (cloud.State.Gate)
        {
            _timers.ForEach(timer => timer.Dispose());
            _timers.Clear();
            _due.Clear();
        }
    }
}
