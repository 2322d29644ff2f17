namespace IBMCloud.Core;

/// <summary>
/// The link to the next page of a list. Only the page's mark is taken from it, never the address: a token is sent to the configured host and to no other,
/// whatever a service answers.
/// </summary>
public static class PageLink
{
    /// <summary>The mark of the next page.</summary>
    /// <param name="service">Service, for errors.</param>
    /// <param name="baseAddress">The configured address.</param>
    /// <param name="next">The link as answered: relative or absolute; <see langword="null"/> or empty at the end.</param>
    /// <param name="parameter">Name of the query parameter that holds the mark.</param>
    /// <returns>The mark, or <see langword="null"/> where this was the last page.</returns>
    /// <exception cref="IbmCloudException">The link leads to another host, or has no mark.</exception>
    public static string? MarkOf(string service, Uri baseAddress, string? next, string parameter)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentException.ThrowIfNullOrEmpty(parameter);
        if (string.IsNullOrEmpty(next))
        {
            return null;
        }

        if (!Uri.TryCreate(baseAddress, next, out var link)
            || Uri.Compare(link, baseAddress, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw new IbmCloudException(service, "list", $"The link to the next page leads away from the configured {baseAddress.GetLeftPart(UriPartial.Authority)}. "
                + "Set the service's own address in IbmCloudEndpoints.");
        }

        foreach (var pair in link.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Uri.UnescapeDataString(pair[..equals]) == parameter && equals < pair.Length - 1)
            {
                return Uri.UnescapeDataString(pair[(equals + 1)..]);
            }
        }

        throw new IbmCloudException(service, "list", $"The link to the next page has no '{parameter}': the list cannot be read to its end. Report it with the service's name.");
    }
}
