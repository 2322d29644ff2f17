using IBMCloud.Core;
using Microsoft.Extensions.Logging;

namespace IBMCloud.Iam;

/// <summary>
/// One identity's token: handed out while it is good, renewed ahead of its end by one request in the background, fetched by one request that all wait for
/// where there is none.
/// </summary>
/// <remarks>
/// <code>
/// 0            70..80 % of life            end - margin        end
/// |-- hand out -----|-- hand out, renew behind --|-- wait for a new one --
/// </code>
/// The margin is a minute, or a tenth of a short life: a token must outlive the request that carries it. Where in the 70 to 80 % is drawn by lot, so that
/// a fleet does not renew at once. Life is counted on the monotonic clock from the answer on: a wrong wall clock changes nothing.
/// </remarks>
internal sealed partial class TokenCache(Func<CancellationToken, Task<IssuedToken>> issue, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private volatile Held? _held;
    private Task<AccessToken>? _flight;
    private long? _lastAttempt;

    /// <summary>A token that is good for the next request.</summary>
    public ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            var age = time.GetElapsedTime(held.Since);
            if (age < held.RenewAfter)
            {
                return ValueTask.FromResult(held.Token);
            }

            if (age < held.UsableFor)
            {
                RenewBehind();
                return ValueTask.FromResult(held.Token);
            }
        }

        // The wait ends with the caller; the request goes on for the others.
        return new ValueTask<AccessToken>(Join().WaitAsync(cancellationToken));
    }

    /// <summary>Drops the token a service refused; one that has replaced it since stays.</summary>
    public void Invalidate(AccessToken rejected)
    {
        lock (_gate)
        {
            if (_held is { } held && ReferenceEquals(held.Token, rejected))
            {
                _held = null;
            }
        }
    }

    private Task<AccessToken> Join()
    {
        lock (_gate)
        {
            if (_held is { } held && time.GetElapsedTime(held.Since) < held.UsableFor)
            {
                return Task.FromResult(held.Token);
            }

            return _flight ??= StartLocked();
        }
    }

    private void RenewBehind()
    {
        lock (_gate)
        {
            if (_flight is not null || (_lastAttempt is { } last && time.GetElapsedTime(last) < BetweenAttempts))
            {
                return;
            }

            var renewal = StartLocked();
            _flight = renewal;
            _ = ObserveAsync(renewal);
        }
    }

    private Task<AccessToken> StartLocked()
    {
        _lastAttempt = time.GetTimestamp();
        // Never inside the gate or on the caller's context, and not cancelled by the one caller who happened to be first.
        return Task.Run(FetchAsync);
    }

    private async Task<AccessToken> FetchAsync()
    {
        try
        {
            using var activity = TokenMetrics.StartRenewal();
            var issued = await issue(CancellationToken.None).ConfigureAwait(false);
            var margin = TimeSpan.FromTicks(Math.Min(LongestMargin.Ticks, issued.Life.Ticks / 10));
            var token = new AccessToken(issued.Value, time.GetUtcNow() + issued.Life);
            var held = new Held(token, time.GetTimestamp(), issued.Life * (0.7 + (0.1 * Random.Shared.NextDouble())), issued.Life - margin);
            lock (_gate)
            {
                _held = held;
                _flight = null;
            }

            TokenMetrics.Succeeded();
            Renewed(log, (long)issued.Life.TotalSeconds);
            return token;
        }
        catch (Exception e)
        {
            TokenMetrics.Failed((e as IamCredentialException)?.Problem.ToString() ?? e.GetType().Name);
            lock (_gate)
            {
                // The next caller tries again: one failure must not last.
                _flight = null;
            }

            throw;
        }
    }

    private async Task ObserveAsync(Task<AccessToken> renewal)
    {
        try
        {
            await renewal.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The held token is still good, so no caller fails; near its end callers wait for a new one and get the failure themselves.
            RenewalFailed(log, (e as IbmCloudException)?.Code ?? e.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 1101, EventName = "TokenRenewed", Level = LogLevel.Debug, Message = "IAM: a token for {Seconds} s")]
    private static partial void Renewed(ILogger log, long seconds);

    [LoggerMessage(EventId = 1102, EventName = "TokenRenewalFailed", Level = LogLevel.Warning, Message = "IAM: a token could not be renewed ahead of its end ({Failure}); the present one is used, the next try is in a minute")]
    private static partial void RenewalFailed(ILogger log, string failure);

    private sealed record Held(AccessToken Token, long Since, TimeSpan RenewAfter, TimeSpan UsableFor);
}
