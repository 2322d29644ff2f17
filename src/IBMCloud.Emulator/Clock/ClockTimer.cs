namespace IBMCloud.Emulator;

/// <summary>A timer of <see cref="EmulatorClock"/>: _due at a time of that clock, so that moving the clock makes it fire.</summary>
internal sealed class ClockTimer : ITimer
{
    private readonly EmulatorClock _clock;
    private readonly ITimer _inner;
    private readonly Lock _gate = new();
    private long _due;
    private TimeSpan _period;
    private bool _armed;

    public ClockTimer(EmulatorClock clock, TimeProvider machine, TimerCallback callback, object? state)
    {
        _clock = clock;
        _inner = machine.CreateTimer(_ => Fire(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
    {
        lock (_gate)
        {
            _armed = dueTime != Timeout.InfiniteTimeSpan;
            _period = newPeriod;
            _due = _armed ? _clock.GetTimestamp() + dueTime.Ticks : 0;
            return _inner.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Counts the rest of the wait anew after the clock has moved.</summary>
    public void Rearm(long now)
    {
        lock (_gate)
        {
            if (_armed)
                _inner.Change(TimeSpan.FromTicks(Math.Max(0, _due - now)), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _clock.Forget(this);
        _inner.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _clock.Forget(this);
        return _inner.DisposeAsync();
    }

    private void Fire(TimerCallback callback, object? state)
    {
        lock (_gate)
        {
            if (!_armed)
                return;
            _armed = _period > TimeSpan.Zero;
            if (_armed)
            {
                _due = _clock.GetTimestamp() + _period.Ticks;
                _inner.Change(_period, Timeout.InfiniteTimeSpan);
            }
        }

        callback(state);
    }
}
