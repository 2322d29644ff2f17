using System.Globalization;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>
/// What a list of keys asks for.
/// <code>
/// state        numbers with commas; without it all but 5
/// extractable  true or false
/// search       [not:][exact:][escape:][name:|alias:]text; name and alias without a scope
/// filter       PROPERTY=VALUE with blanks between: state, extractable, creationDate, expirationDate, lastRotateDate, deletionDate, lastUpdateDate;
///              a date as [gt:|gte:|lt:|lte:]"RFC 3339" or none
/// sort         id (default), state, extractable, imported, creationDate, lastUpdateDate, lastRotateDate, deletionDate, expirationDate; '-' before it turns it round
/// </code>
/// </summary>
internal sealed class KeyQuery
{
    private static readonly Dictionary<string, Func<StoredKey, DateTimeOffset?>> Dates = new(StringComparer.Ordinal)
    {
        ["creationDate"] = key => key.CreatedAt,
        ["lastUpdateDate"] = key => key.UpdatedAt,
        ["lastRotateDate"] = key => key.RotatedAt,
        ["deletionDate"] = key => key.DeletedAt,
        ["expirationDate"] = key => key.ExpiresAt,
    };

    private readonly List<Func<StoredKey, DateTimeOffset, bool>> _conditions = [];
    private readonly string[] _sort;

    private KeyQuery(string? sort) => _sort = (sort ?? "id").Split(',', StringSplitOptions.RemoveEmptyEntries);

    public static KeyQuery Of(HttpContext http)
    {
        var query = new KeyQuery(http.Query("sort"));
        var states = States(http.Query("state") ?? "0,1,2,3", "state");
        var filter = http.Query("filter");

        // A filter that names states replaces the default of the parameter.
        if (http.Query("state") is not null || filter?.Contains("state=", StringComparison.Ordinal) != true)
        {
            query._conditions.Add((key, now) => states.Contains(key.StateAt(now)));
        }

        if (http.QueryFlag("extractable") is { } extractable)
        {
            query._conditions.Add((key, _) => key.Extractable == extractable);
        }

        if (http.Query("search") is { } search)
        {
            query._conditions.Add(Search(search));
        }

        foreach (var part in (filter ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            query._conditions.Add(Filter(part));
        }

        return query;
    }

    public IEnumerable<StoredKey> Apply(IEnumerable<StoredKey> keys, DateTimeOffset now)
    {
        var matching = keys.Where(key => _conditions.TrueForAll(condition => condition(key, now)));
        IOrderedEnumerable<StoredKey>? ordered = null;
        foreach (var property in _sort)
        {
            var descending = property[0] == '-';
            var value = Comparable(descending ? property[1..] : property, now);
            ordered = (ordered, descending) switch
            {
                (null, false) => matching.OrderBy(value),
                (null, true) => matching.OrderByDescending(value),
                (_, false) => ordered.ThenBy(value),
                (_, true) => ordered.ThenByDescending(value),
            };
        }

        return (ordered ?? matching.OrderBy(key => key.Id, StringComparer.Ordinal)).ThenBy(key => key.Id, StringComparer.Ordinal);
    }

    private static Func<StoredKey, IComparable?> Comparable(string property, DateTimeOffset now) => property switch
    {
        "id" => key => key.Id,
        "state" => key => key.StateAt(now),
        "extractable" => key => key.Extractable,
        "imported" => key => key.Imported,
        _ when Dates.TryGetValue(property, out var date) => key => date(key),
        _ => throw KeyProtectErrors.Field("sort", $"'{property}' is no property to sort by."),
    };

    private static Func<StoredKey, DateTimeOffset, bool> Search(string search)
    {
        // IBM's own Go client leaves a comma at the end.
        var text = search.TrimEnd(',');
        bool not = false, exact = false, byName = true, byAlias = true;
        for (var more = true; more;)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            switch (colon < 0 ? "" : text[..colon])
            {
                case "not": not = true; break;
                case "exact": exact = true; break;
                case "name": byAlias = false; break;
                case "alias": byName = false; break;
                case "escape": more = false; break;
                default: more = false; colon = -1; break;
            }

            text = text[(colon + 1)..];
        }

        bool Matches(string value) => exact ? value == text : value.Contains(text, StringComparison.OrdinalIgnoreCase);
        return (key, _) => not != ((byName && Matches(key.Name)) || (byAlias && key.Aliases.Exists(Matches)));
    }

    private static Func<StoredKey, DateTimeOffset, bool> Filter(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var (property, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
        if (property == "state")
        {
            var states = States(value, "filter");
            return (key, now) => states.Contains(key.StateAt(now));
        }

        if (property == "extractable" && bool.TryParse(value, out var extractable))
        {
            return (key, _) => key.Extractable == extractable;
        }

        return Dates.TryGetValue(property, out var date) ? ByDate(date, value) : throw KeyProtectErrors.Field("filter", $"'{part}' is no filter.");
    }

    private static Func<StoredKey, DateTimeOffset, bool> ByDate(Func<StoredKey, DateTimeOffset?> date, string value)
    {
        if (value == "none")
        {
            return (key, _) => date(key) is null;
        }

        var quote = value.IndexOf('"', StringComparison.Ordinal);
        if (quote < 0 || !DateTimeOffset.TryParse(value[quote..].Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var limit))
        {
            throw KeyProtectErrors.Field("filter", $"'{value}' is no date: write gt:\"2026-11-24T00:00:00Z\".");
        }

        return value[..quote] switch
        {
            "gt:" => (key, _) => date(key) > limit,
            "gte:" => (key, _) => date(key) >= limit,
            "lt:" => (key, _) => date(key) < limit,
            "lte:" => (key, _) => date(key) <= limit,
            "" => (key, _) => date(key) == limit,
            _ => throw KeyProtectErrors.Field("filter", $"'{value[..quote]}' is no comparison."),
        };
    }

    private static int[] States(string text, string field)
    {
        var states = new List<int>();
        foreach (var part in text.Split(','))
        {
            states.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var state) && state is 0 or 1 or 2 or 3 or 5
                ? state
                : throw KeyProtectErrors.Field(field, $"'{part}' is no state: 0, 1, 2, 3 or 5."));
        }

        return [.. states];
    }
}
