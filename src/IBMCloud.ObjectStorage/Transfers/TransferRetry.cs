using IBMCloud.Core;
using IBMCloud.ObjectStorage.Errors;

namespace IBMCloud.ObjectStorage.Transfers;

/// <summary>
/// Repeats one piece of a transfer, each time with a new request: after a failure that may pass, with a wait that doubles and has full jitter, or the one that the
/// service asks for. The chain below sends each only once, so this is the single owner of its retries.
/// </summary>
internal sealed class TransferRetry(IbmCloudClientOptions options)
{
    // A piece that fails so often will not pass; other pieces have their own count.
    private const int MostAttempts = 8;

    /// <param name="operation">What is done, for errors.</param>
    /// <param name="target">To what, for errors.</param>
    /// <param name="attempt">One try; it makes its own request and body.</param>
    /// <param name="longestSilence">Longest time in which nothing moves.</param>
    /// <param name="throttled">Told when the service asks for fewer requests, or when nothing moved: both are too much at once.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<T> RunAsync<T>(
        string operation, string target, Func<TransferAttempt, Task<T>> attempt, TimeSpan longestSilence, Action? throttled = null, CancellationToken cancellationToken = default)
    {
        // Zero repeats is a wish; other numbers are meant for small requests, which cost little to send again by hand.
        var mostAttempts = options.MaxRetries == 0 ? 1 : MostAttempts;
        for (var tries = 1; ; tries++)
        {
            var failure = await TryAsync(operation, target, attempt, longestSilence, cancellationToken).ConfigureAwait(false);
            if (failure.Error is null)
            {
                return failure.Value!;
            }

            if (failure.WasSilent || failure.Error is ObjectStorageException { Reason: ObjectStorageError.Throttled })
            {
                throttled?.Invoke();
            }

            // What got further does not fail for good: only tries in a row that gained nothing count.
            tries = failure.HasGained ? 1 : tries;
            if (tries >= mostAttempts || !failure.Error.IsRetryable)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.Error);
            }

            TransferTelemetry.Repeated(operation, failure.Error);
            await Task.Delay(WaitBefore(tries, failure.Error), options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(T? Value, IbmCloudException? Error, bool WasSilent, bool HasGained)> TryAsync<T>(
        string operation, string target, Func<TransferAttempt, Task<T>> attempt, TimeSpan longestSilence, CancellationToken cancellationToken)
    {
        using var one = new TransferAttempt(longestSilence, options.TimeProvider, cancellationToken);
        try
        {
            return (await attempt(one).ConfigureAwait(false), null, false, false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, S3Failure.Transport(operation, target, $"nothing moved for {longestSilence.TotalSeconds:0} s", e), WasSilent: true, one.HasGained);
        }
        catch (Exception e) when (S3Failure.Translate(e, operation, target) is { } known)
        {
            return (default, known, WasSilent: false, one.HasGained);
        }
    }

    private TimeSpan WaitBefore(int tries, IbmCloudException error)
    {
        if (error is ObjectStorageException { RetryAfter: { } asked })
        {
            return asked < options.MaxRetryDelay ? asked : options.MaxRetryDelay;
        }

        var longest = Math.Min(options.MaxRetryDelay.TotalMilliseconds, options.RetryDelay.TotalMilliseconds * Math.Pow(2, tries - 1));
        return TimeSpan.FromMilliseconds(longest * Random.Shared.NextDouble());
    }
}
