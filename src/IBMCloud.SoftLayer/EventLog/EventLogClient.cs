using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>Classic infrastructure's event log (<c>SoftLayer_Event_Log/getAllObjects</c>): who did what to which server or image.</summary>
public sealed class EventLogClient
{
    private const int PageSize = 50;
    private readonly SoftLayerRest _rest;

    internal EventLogClient(SoftLayerRest rest) => _rest = rest;

    /// <summary>Reads entries, oldest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IbmCloudException">The service refused (the user needs USER_EVENT_LOG_VIEW) or failed.</exception>
    public async Task<IReadOnlyList<EventLogEntry>> ListAsync(EventLogFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.To, filter.From);

        // Here dates are ISO with fraction and offset. The order is by traceId, since the date is filtered and one property cannot be both.
        var where = ObjectFilter.For(SoftLayerJson.Default.EventLogEntry)
            .Where("eventCreateDate", FilterCondition.BetweenDates(filter.From, filter.To))
            .Where("traceId", FilterCondition.Ascending);
        where = filter.ObjectIds.Count switch
        {
            0 => where,
            1 => where.Where("objectId", FilterCondition.Is(filter.ObjectIds[0])),
            _ => where.Where("objectId", FilterCondition.AnyOf([.. filter.ObjectIds])),
        };
        where = filter.ObjectName is null ? where : where.Where("objectName", FilterCondition.Is(filter.ObjectName));
        var call = new SoftLayerCall("SoftLayer_Event_Log", "getAllObjects") { Mask = ObjectMask.Of(SoftLayerJson.Default.EventLogEntry), Filter = where };
        var entries = new List<EventLogEntry>();
        while (true)
        {
            var page = await _rest.GetAsync(call with { Limit = new ResultLimit(entries.Count, PageSize) }, SoftLayerJson.Default.IReadOnlyListEventLogEntry, cancellationToken).ConfigureAwait(false) ?? [];
            entries.AddRange(page);
            if (page.Count < PageSize)
            {
                break;
            }
        }

        // A filter that the service could not read would have been ignored.
        return [.. entries
            .Where(entry => entry.EventCreateDate >= filter.From && entry.EventCreateDate <= filter.To
                && (filter.ObjectIds.Count == 0 || entry.ObjectId is { } id && filter.ObjectIds.Contains(id)))
            .OrderBy(entry => entry.EventCreateDate)];
    }
}
