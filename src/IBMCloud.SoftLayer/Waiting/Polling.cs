using System.Net;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>Looks until something is done, fails, or takes too long. A look that fails is no reason to lose a wait of an hour.</summary>
internal static class Polling
{
    /// <summary>Looks again and again.</summary>
    /// <param name="what">What is waited for, for messages.</param>
    /// <param name="look">One look.</param>
    /// <param name="isDone">Whether the wait is over.</param>
    /// <param name="running">What is under way.</param>
    /// <param name="waiting">The service's name for the wait, the pace, the clock, and who is told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<T> UntilAsync<T>(
        string what, Func<CancellationToken, Task<T>> look, Func<T, bool> isDone, Func<T, IReadOnlyList<string>> running, Wait waiting, CancellationToken cancellationToken)
    {
        waiting.Options.Validate();
        var started = waiting.Clock.GetTimestamp();
        var failed = 0;
        IReadOnlyList<string> last = [];
        while (true)
        {
            try
            {
                var seen = await look(cancellationToken).ConfigureAwait(false);
                failed = 0;
                last = running(seen);
                waiting.Progress?.Report(new WaitProgress(waiting.Clock.GetElapsedTime(started), last));
                if (isDone(seen))
                {
                    return seen;
                }
            }
            catch (IbmCloudException e) when (e.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Unauthorized) && e.IsRetryable && failed < waiting.Options.MaxFailedLooks)
            {
                failed++;
            }

            var elapsed = waiting.Clock.GetElapsedTime(started);
            if (elapsed >= waiting.Options.Deadline)
            {
                throw new IbmCloudException(SoftLayerRest.ServiceName, waiting.Operation,
                    $"{what} is not done after {elapsed:c}" + (last.Count == 0 ? "." : $": {string.Join(", ", last)}.") +
                    " Waiting again goes on where this wait ended; if it stays so, open a support case that names it.") { IsRetryable = true };
            }

            await Task.Delay(waiting.Options.PollInterval, waiting.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How a wait is done.</summary>
    /// <param name="Operation">Its name in errors.</param>
    /// <param name="Options">The pace.</param>
    /// <param name="Clock">The clock.</param>
    /// <param name="Progress">Who is told.</param>
    public sealed record Wait(string Operation, WaitOptions Options, TimeProvider Clock, IProgress<WaitProgress>? Progress);
}
