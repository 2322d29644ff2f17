namespace IBMCloud.ObjectStorage.Transfers;

/// <summary>
/// How many pieces are in flight at once: halved when the service asks for fewer requests, grown again by one for each full round of successes.
/// </summary>
internal sealed class AdaptiveGate
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly int _most;
    private int _inFlight;
    private int _successes;
    private long _round;

    public AdaptiveGate(int most) => Limit = _most = most;

    /// <summary>How many may be in flight now.</summary>
    public int Limit { get; private set; }

    /// <summary>Waits for a place and returns the round in which it was taken.</summary>
    public async ValueTask<long> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource turn;
            lock (_gate)
            {
                if (_inFlight < Limit)
                {
                    _inFlight++;
                    return _round;
                }

                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(turn);
            }

            await turn.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does something in a place of its own.</summary>
    /// <param name="work">What to do; it calls what it is given when the service asks for fewer requests.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    public async Task<T> RunAsync<T>(Func<Action, Task<T>> work, CancellationToken cancellationToken)
    {
        var round = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var succeeded = false;
        try
        {
            var result = await work(() => round = Throttle(round)).ConfigureAwait(false);
            succeeded = true;
            return result;
        }
        finally
        {
            Leave(succeeded);
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(bool succeeded)
    {
        lock (_gate)
        {
            _inFlight--;
            if (succeeded && Limit < _most && ++_successes >= Limit)
            {
                _successes = 0;
                Limit++;
            }

            Release();
        }
    }

    /// <summary>The service asked for fewer requests. What was in flight together counts once: one burst must not halve many times.</summary>
    /// <param name="round">The round in which the piece took its place, or the one that the last call returned.</param>
    public long Throttle(long round)
    {
        lock (_gate)
        {
            if (round == _round)
            {
                Limit = Math.Max(1, Limit / 2);
                _successes = 0;
                _round++;
            }

            return _round;
        }
    }

    private void Release()
    {
        for (var free = Limit - _inFlight; free > 0 && _waiting.TryDequeue(out var turn); free--)
        {
            turn.SetResult();
        }
    }
}
