using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Keeps requests below the account's limit: 50 in any second, whoever sends them. All clients of one account share one instance; a client that is
/// given none shares the one of its account, or, where the credential does not tell the account, of its endpoint.
/// </summary>
public sealed class SoftLayerRateLimit
{
    /// <summary>The documented limit of an account, in requests a second.</summary>
    public const int AccountLimit = 50;

    // The service counts when requests arrive, not when they leave: a tenth of a second more, for the road.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1.1);
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, SoftLayerRateLimit>> Shared = [];
    private readonly TimeProvider _clock;
    private readonly long[] _slots;
    private readonly Lock _gate = new();
    private int _next;

    /// <summary>Makes a limit.</summary>
    /// <param name="requestsPerSecond">How many requests may be sent in a second.</param>
    /// <param name="clock">The clock; the machine's where <see langword="null"/>.</param>
    public SoftLayerRateLimit(int requestsPerSecond = AccountLimit, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestsPerSecond, 1);
        _clock = clock ?? TimeProvider.System;
        _slots = new long[requestsPerSecond];
        Array.Fill(_slots, long.MinValue);
    }

    /// <summary>Waits until one more request may be sent; first come, first served.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        var wait = Reserve();
        return wait <= TimeSpan.Zero ? default : new(Task.Delay(wait, _clock, cancellationToken));
    }

    internal static SoftLayerRateLimit Of(string account, TimeProvider clock) =>
        Shared.GetValue(clock, static _ => new(StringComparer.Ordinal)).GetOrAdd(account, static (_, time) => new(AccountLimit, time), clock);

    // The slot of this request is a window after the one that had it last.
    private TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            var window = (long)(Window.TotalSeconds * _clock.TimestampFrequency);
            var slot = _slots[_next] == long.MinValue ? now : Math.Max(now, _slots[_next] + window);
            _slots[_next] = slot;
            _next = (_next + 1) % _slots.Length;
            return _clock.GetElapsedTime(now, slot);
        }
    }
}
