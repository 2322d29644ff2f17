using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>
/// One leaf of an object filter (spec softlayer §1.3): <c>{"operation": value}</c>, the value plain (equals) or with an operator before it, or
/// with <c>options</c>.
/// </summary>
internal sealed class FilterOperation
{
    // Longest first, since one operator begins like another.
    private static readonly (string Sign, Func<string, string, bool> Holds)[] Signs =
    [
        ("!^=", (value, operand) => !value.StartsWith(operand, StringComparison.OrdinalIgnoreCase)),
        ("!$=", (value, operand) => !value.EndsWith(operand, StringComparison.OrdinalIgnoreCase)),
        ("!*=", (value, operand) => !value.Contains(operand, StringComparison.OrdinalIgnoreCase)),
        ("!=", (value, operand) => !Same(value, operand)),
        (">=", (value, operand) => Order(value, operand) >= 0),
        ("<=", (value, operand) => Order(value, operand) <= 0),
        ("^=", (value, operand) => value.StartsWith(operand, StringComparison.OrdinalIgnoreCase)),
        ("$=", (value, operand) => value.EndsWith(operand, StringComparison.OrdinalIgnoreCase)),
        ("*=", (value, operand) => value.Contains(operand, StringComparison.OrdinalIgnoreCase)),
        ("_=", (value, operand) => string.Equals(value, operand, StringComparison.OrdinalIgnoreCase)),
        ("!~", (value, operand) => !value.Contains(operand, StringComparison.OrdinalIgnoreCase)),
        ("~", (value, operand) => value.Contains(operand, StringComparison.OrdinalIgnoreCase)),
        (">", (value, operand) => Order(value, operand) > 0),
        ("<", (value, operand) => Order(value, operand) < 0),
    ];

    private FilterOperation(Func<string?, bool> holds) => Holds = holds;

    /// <summary>Whether a property's text (null: it is null or absent) meets the condition.</summary>
    public Func<string?, bool> Holds { get; }

    /// <summary>Set where the leaf does not select but sorts: true for falling order.</summary>
    public bool? SortsDown { get; private init; }

    /// <summary>Reads a leaf, or null where it is none that the service understands.</summary>
    public static FilterOperation? TryRead(JsonElement leaf)
    {
        if (leaf.ValueKind != JsonValueKind.Object || !leaf.TryGetProperty("operation", out var operation))
        {
            return null;
        }

        var text = TextOf(operation);
        if (leaf.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Array)
        {
            return WithOptions(text, options);
        }

        return text switch
        {
            null => null,
            "is null" => new(value => value is null),
            "not null" => new(value => value is not null),
            _ => Signs.FirstOrDefault(one => text.StartsWith(one.Sign, StringComparison.Ordinal)) is { Sign: not null } sign
                ? WithSign(sign, text[sign.Sign.Length..].Trim())
                : new(value => value is not null && Same(value, text)),
        };
    }

    /// <summary>A scalar's text as filters compare it.</summary>
    public static string? TextOf(JsonNode? node) => node is JsonValue value ? TextOf(value.Deserialize<JsonElement>(FilterJson.Default.JsonElement)) : null;

    private static FilterOperation WithSign((string Sign, Func<string, string, bool> Holds) sign, string operand) =>
        new(value => value is not null ? sign.Holds(value, operand) : sign.Sign[0] == '!');

    private static FilterOperation? WithOptions(string? operation, JsonElement options)
    {
        var values = Values(options, operation is "orderBy" ? "sort" : operation is "in" or "or" or "and" ? "data" : "date");
        var (start, end) = (Values(options, "startDate"), Values(options, "endDate"));
        return (operation, values) switch
        {
            ("in" or "or", { Count: > 0 }) => new(value => value is not null && values.Any(one => Same(value, one))),
            ("and", { Count: > 0 }) => new(value => value is not null && values.All(one => Same(value, one))),
            ("orderBy", { Count: > 0 }) => new(_ => true) { SortsDown = string.Equals(values[0], "DESC", StringComparison.OrdinalIgnoreCase) },
            ("isDate", { Count: > 0 }) => Dated(values[0], values[0]),
            ("greaterThanDate", { Count: > 0 }) => Dated(values[0], null),
            ("lessThanDate", { Count: > 0 }) => Dated(null, values[0]),
            ("betweenDate", _) when start.Count > 0 && end.Count > 0 => Dated(start[0], end[0]),
            _ => null,
        };
    }

    private static FilterOperation? Dated(string? from, string? to)
    {
        var (first, last) = (TryDate(from), TryDate(to));
        return (from is not null && first is null) || (to is not null && last is null)
            ? null
            : new(value => TryDate(value) is { } moment && (first is null || moment >= first) && (last is null || moment <= last));
    }

    // ISO 8601 with or without a fraction, and the older MM/DD/YYYY HH:MM:SS.
    private static DateTimeOffset? TryDate(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static List<string> Values(JsonElement options, string name) =>
    [
        .. options.EnumerateArray()
            .Where(option => option.ValueKind == JsonValueKind.Object && option.TryGetProperty("name", out var found) && TextOf(found) == name
                && option.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Array)
            .SelectMany(option => option.GetProperty("value").EnumerateArray()).Select(TextOf).OfType<string>(),
    ];

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => null,
    };

    private static bool Same(string value, string operand) => string.Equals(value, operand, StringComparison.Ordinal);

    private static int Order(string value, string operand) =>
        decimal.TryParse(value, CultureInfo.InvariantCulture, out var left) && decimal.TryParse(operand, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : string.CompareOrdinal(value, operand);
}
