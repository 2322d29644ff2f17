namespace IBMCloud.Emulator;

/// <summary>
/// The emulated cloud's clock: runs with the machine's and can be moved forward. States, tokens and delays of the emulator follow it,
/// and so do clients that get it as their <see cref="TimeProvider"/>.
/// </summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<ClockTimer> _timers = [];
    private readonly TimeProvider _machine;
    private long _offsetTicks;

    /// <summary>Creates a clock over the machine's time.</summary>
    public EmulatorClock()
        : this(System)
    {
    }

    /// <summary>Creates a clock over another one.</summary>
    public EmulatorClock(TimeProvider machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _machine = machine;
    }

    /// <summary>How far the clock is ahead of the machine's.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _machine.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => _machine.GetElapsedTime(0).Ticks + Offset.Ticks;

    /// <summary>Moves the clock forward; _timers that are due fire at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative: time does not run backwards in a cloud.</exception>
    public void Advance(TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.Zero);
        ClockTimer[] running;
        lock (_gate)
        {
            Interlocked.Add(ref _offsetTicks, step.Ticks);
            running = [.. _timers];
        }

        foreach (var timer in running)
            timer.Rearm(GetTimestamp());
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, _machine, callback, state);
        timer.Change(dueTime, period);
        lock (_gate)
            _timers.Add(timer);
        return timer;
    }

    internal void Forget(ClockTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }
}
