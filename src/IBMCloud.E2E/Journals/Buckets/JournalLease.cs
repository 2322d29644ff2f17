namespace IBMCloud.E2E;

/// <summary>
/// The right to run, for a limited time that is renewed while it is held. Taken by a claim that only its owner writes, then a list: of two that claim at once, the
/// later list shows both claims, so at least one sees the other and withdraws.
/// </summary>
internal sealed class JournalLease : IAsyncDisposable
{
    // Both of a tie withdraw and try again after waits that grow and differ: so many in a row happen to nobody.
    private const int MostTies = 20;
    private static readonly TimeSpan ShortestTieWait = TimeSpan.FromMilliseconds(20);

    private readonly JournalObjects _objects;
    private readonly string _name;
    private readonly string _key;
    private readonly BucketJournalOptions _options;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _released = new();
    private readonly CancellationTokenSource _lost;
    private readonly Task _renewing;
    private LeaseRecord _record;
    private string _whyLost = "it was not renewed in time";

    private JournalLease(JournalObjects objects, string name, string key, LeaseRecord record, BucketJournalOptions options)
    {
        (_objects, _name, _key, _record, _options, _clock) = (objects, name, key, record, options, options.TimeProvider);
        _lost = new CancellationTokenSource(Max(record.ExpiresAt - _clock.GetUtcNow(), TimeSpan.Zero), _clock);
        Lost = _lost.Token;
        _renewing = RenewAsync();
    }

    /// <summary>Higher than that of every runner before.</summary>
    public int Generation => _record.Generation;

    /// <summary>Cancelled when the lease has run out or was taken over.</summary>
    public CancellationToken Lost { get; }

    /// <exception cref="RunJournalException">Another runner holds the run, and went on holding it for as long as the options wait.</exception>
    public static async Task<JournalLease> AcquireAsync(JournalObjects objects, string name, BucketJournalOptions options, CancellationToken cancellationToken)
    {
        var clock = options.TimeProvider;
        var patience = clock.GetUtcNow() + options.WaitForLease;
        for (var ties = 0; ;)
        {
            var found = await objects.ListAsync(cancellationToken).ConfigureAwait(false);
            if (await FindHolderAsync(objects, found, options, cancellationToken).ConfigureAwait(false) is { } holder)
            {
                if (clock.GetUtcNow() >= patience)
                {
                    throw InUse(name, holder, options);
                }

                await Task.Delay(options.PollInterval, clock, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (await TryClaimAsync(objects, name, 1 + found.Select(one => one.Generation).DefaultIfEmpty().Max(), options, cancellationToken).ConfigureAwait(false) is { } lease)
            {
                return lease;
            }

            if (++ties == MostTies)
            {
                throw new RunJournalException(RunJournalError.InUse, $"Several runners began the run '{name}' at the same time. Start one of them again.");
            }

            await Task.Delay(ShortestTieWait * Math.Pow(2, Math.Min(ties, 6)) * Random.Shared.NextDouble(), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks whether the lease is still held: by the clock, and by a list of the claims.</summary>
    /// <exception cref="RunJournalException">It is not.</exception>
    public async Task<IReadOnlyList<JournalObject>> CheckAsync(CancellationToken cancellationToken)
    {
        ThrowIfLost();
        var found = await _objects.ListAsync(cancellationToken).ConfigureAwait(false);
        LoseIfTakenOver(found);
        ThrowIfLost();
        return found;
    }

    /// <summary>Looks at the clock only.</summary>
    /// <exception cref="RunJournalException">The lease is not held any more.</exception>
    public void ThrowIfLost()
    {
        // A machine that slept finds its timers late: the clock is what counts.
        if (_lost.IsCancellationRequested || _clock.GetUtcNow() >= _record.ExpiresAt)
        {
            _lost.Cancel();
            throw new RunJournalException(RunJournalError.LeaseLost,
                $"This runner no longer holds the run '{_name}' ({_whyLost}) and has stopped. See whether another one runs it; if none does, run it again: it goes on.");
        }
    }

    /// <summary>Ends the renewal and lets another runner have the run.</summary>
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        await WithdrawAsync(_objects, _key, _options).ConfigureAwait(false);
        _lost.Dispose();
        _released.Dispose();
    }

    private static async Task<JournalLease?> TryClaimAsync(
        JournalObjects objects, string name, int generation, BucketJournalOptions options, CancellationToken cancellationToken)
    {
        var key = objects.LeaseKey(generation, Guid.NewGuid().ToString("N"));
        var now = options.TimeProvider.GetUtcNow();
        var claim = new LeaseRecord { Generation = generation, Owner = options.Owner, AcquiredAt = now, ExpiresAt = now + options.LeaseDuration };
        try
        {
            await objects.PutAsync(key, claim.ToUtf8Json(), cancellationToken).ConfigureAwait(false);
            var others = (await objects.ListAsync(cancellationToken).ConfigureAwait(false)).Where(one => one.Key != key).ToList();
            if (others.TrueForAll(one => one.Generation < generation) && await FindHolderAsync(objects, others, options, cancellationToken).ConfigureAwait(false) is null)
            {
                foreach (var dead in others.Where(one => one.Kind == JournalObjectKind.Lease))
                {
                    await objects.DeleteAsync(dead.Key, cancellationToken).ConfigureAwait(false);
                }

                return new JournalLease(objects, name, key, claim, options);
            }
        }
        catch
        {
            // Whether it was stored is not known: left there it would keep everybody out for a while.
            await WithdrawAsync(objects, key, options).ConfigureAwait(false);
            throw;
        }

        await WithdrawAsync(objects, key, options).ConfigureAwait(false);
        return null;
    }

    private static async Task WithdrawAsync(JournalObjects objects, string key, BucketJournalOptions options)
    {
        try
        {
            using var limit = new CancellationTokenSource(options.LeaseDuration, options.TimeProvider);
            await objects.DeleteAsync(key, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RunJournalException or OperationCanceledException)
        {
            // Then it runs out by itself.
        }
    }

    private static async Task<LeaseRecord?> FindHolderAsync(
        JournalObjects objects, IEnumerable<JournalObject> found, BucketJournalOptions options, CancellationToken cancellationToken)
    {
        foreach (var one in found.Where(one => one.Kind == JournalObjectKind.Lease))
        {
            // One that has gone since was released.
            if (await objects.ReadAsync(one.Key, cancellationToken).ConfigureAwait(false) is { } json && LeaseRecord.Parse(json, one.Key) is var lease
                && lease.ExpiresAt + options.ClockTolerance > options.TimeProvider.GetUtcNow())
            {
                return lease;
            }
        }

        return null;
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_options.RenewInterval, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_released.Token, _lost.Token);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false))
            {
                await RenewOnceAsync(end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Released or lost.
        }
    }

    private async Task RenewOnceAsync(CancellationToken cancellationToken)
    {
        // A lease that has run out is never renewed: somebody may be claiming the run just now.
        var now = _clock.GetUtcNow();
        if (now >= _record.ExpiresAt)
        {
            await _lost.CancelAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            var renewed = _record with { ExpiresAt = now + _options.LeaseDuration };
            await _objects.PutAsync(_key, renewed.ToUtf8Json(), cancellationToken).ConfigureAwait(false);
            LoseIfTakenOver(await _objects.ListAsync(cancellationToken).ConfigureAwait(false));
            if (!_lost.IsCancellationRequested)
            {
                _record = renewed;
                _lost.CancelAfter(Max(renewed.ExpiresAt - _clock.GetUtcNow(), TimeSpan.Zero));
            }
        }
        catch (RunJournalException e)
        {
            // There is time for more attempts before it runs out.
            _whyLost = $"it could not be renewed: {e.InnerException?.Message ?? e.Message}";
        }
    }

    private void LoseIfTakenOver(IReadOnlyList<JournalObject> found)
    {
        if (found.Any(one => one.Generation > Generation))
        {
            _whyLost = "another runner has taken it over";
            _lost.Cancel();
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static RunJournalException InUse(string name, LeaseRecord holder, BucketJournalOptions options) => new(RunJournalError.InUse,
        $"The run '{name}' is in use: {holder.Owner} holds its journal until {holder.ExpiresAt:u} and renews that while it works. "
        + $"Wait until it ends, or stop it; if it was killed, the run can be taken over from {holder.ExpiresAt + options.ClockTolerance:u} on.");
}
