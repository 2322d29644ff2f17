using System.Text.Json.Serialization.Metadata;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>Lists that are longer than one answer should be.</summary>
public static class SoftLayerRestLists
{
    private const int PageSize = 100;

    /// <summary>Reads a whole list, page by page in the order of its ids: without an order the service repeats and skips rows between pages.</summary>
    /// <typeparam name="T">What a row is read as; it has an <c>id</c>, by which no filter may select.</typeparam>
    /// <param name="rest">The service.</param>
    /// <param name="call">The call; its filter is one made by <see cref="ObjectFilter.For"/>.</param>
    /// <param name="type">Reads a page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IbmCloudException">The service refused, failed or did not answer.</exception>
    public static async Task<IReadOnlyList<T>> ListAsync<T>(
        this SoftLayerRest rest, SoftLayerCall call, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(call);
        var filter = (call.Filter ?? ObjectFilter.For(type)).Where("id", FilterCondition.Ascending);
        var rows = new List<T>();
        while (true)
        {
            var page = await rest.GetAsync(call with { Filter = filter, Limit = new ResultLimit(rows.Count, PageSize) }, type, cancellationToken).ConfigureAwait(false) ?? [];
            rows.AddRange(page);
            if (page.Count < PageSize)
            {
                return rows;
            }
        }
    }
}
