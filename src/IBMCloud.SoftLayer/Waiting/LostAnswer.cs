using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// A create whose answer was lost: classic infrastructure has no idempotency key, so what it made is searched for, and it is never sent a second
/// time from here. Orders that time out are known to be carried out all the same.
/// </summary>
internal static class LostAnswer
{
    private const int Searches = 5;

    /// <summary>Whether the request may have had its effect although there is no usable answer.</summary>
    public static bool IsLost(IbmCloudException e) =>
        e is IbmCloudTransportException { MayHaveHadEffect: true }
        || e is not IbmCloudTransportException && e.Status is { } status && ((int)status is 200 or 201 or 408 or 502 or 504 || (int)status == 500 && e.Code is null);

    /// <summary>Searches for what a lost create made.</summary>
    /// <param name="lost">Why the answer is missing.</param>
    /// <param name="what">What was to be made, for messages.</param>
    /// <param name="find">Searches once; <see langword="null"/> when it is not there.</param>
    /// <param name="interval">Time between searches.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="IbmCloudException">It was not found: the caller must decide, because it may still appear.</exception>
    public static async Task<T> RecoverAsync<T>(
        IbmCloudException lost, string what, Func<CancellationToken, Task<T?>> find, TimeSpan interval, TimeProvider clock, CancellationToken cancellationToken)
        where T : class
    {
        for (var search = 0; search < Searches; search++)
        {
            if (search > 0)
            {
                await Task.Delay(interval, clock, cancellationToken).ConfigureAwait(false);
            }

            if (await find(cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        throw new IbmCloudException(SoftLayerRest.ServiceName, lost.Operation,
            $"The answer to {lost.Operation} was lost, and {what} is not there after {Searches} searches. It may still appear, and it may cost money: " +
            "wait some minutes, search for it again, and repeat the call only when it is still absent.", lost)
        {
            Status = lost.Status,
            CorrelationId = lost.CorrelationId,
        };
    }
}
