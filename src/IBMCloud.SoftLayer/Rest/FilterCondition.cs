using System.Globalization;
using System.Text.Json.Nodes;

namespace IBMCloud.SoftLayer;

/// <summary>
/// What a property must meet.
/// <code>
/// {"operation": value}                                          equals; or a text that begins with an operator
/// {"operation": "in", "options":[{"name":"data","value":[…]}]}
/// {"operation": "betweenDate", "options":[{"name":"startDate","value":[…]},{"name":"endDate","value":[…]}]}
/// {"operation": "orderBy", "options":[{"name":"sort","value":["ASC"]}]}
/// </code>
/// </summary>
public sealed class FilterCondition
{
    private readonly JsonObject _json;

    private FilterCondition(JsonObject json) => _json = json;

    /// <summary>The property is null.</summary>
    public static FilterCondition IsNull { get; } = Leaf("is null");

    /// <summary>The property is not null.</summary>
    public static FilterCondition NotNull { get; } = Leaf("not null");

    /// <summary>Rows in rising order; pages need it, on a property that is not filtered.</summary>
    public static FilterCondition Ascending { get; } = Sorted("ASC");

    /// <summary>Rows in falling order.</summary>
    public static FilterCondition Descending { get; } = Sorted("DESC");

    /// <summary>The property is this number.</summary>
    /// <param name="value">The number.</param>
    public static FilterCondition Is(long value) => Leaf(value);

    /// <summary>The property is this text.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The text begins like an operator and would be read as one.</exception>
    public static FilterCondition Is(string value)
    {
        ArgumentNullException.ThrowIfNull(value);

        // There is no escape: a text that begins like an operator goes through the list form, which has no operators.
        return value.Length == 0 || "!><^$*_~ ".Contains(value[0], StringComparison.Ordinal) || value is "is null" or "not null"
            ? AnyOf(value)
            : Leaf(value);
    }

    /// <summary>The property is one of these texts.</summary>
    /// <param name="values">The texts.</param>
    public static FilterCondition AnyOf(params string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(new JsonObject { ["operation"] = "in", ["options"] = new JsonArray(Option("data", [.. values.Select(value => (JsonNode)value)])) });
    }

    /// <summary>The property is one of these numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static FilterCondition AnyOf(params long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(new JsonObject { ["operation"] = "in", ["options"] = new JsonArray(Option("data", [.. values.Select(value => (JsonNode)value)])) });
    }

    /// <summary>The property begins with this text.</summary>
    /// <param name="value">The text.</param>
    public static FilterCondition StartsWith(string value) => Leaf("^= " + value);

    /// <summary>The property has this text in it.</summary>
    /// <param name="value">The text.</param>
    public static FilterCondition Contains(string value) => Leaf("*= " + value);

    /// <summary>The property is another number than this.</summary>
    /// <param name="value">The number.</param>
    public static FilterCondition IsNot(long value) => Leaf("!= " + value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The property is a larger number.</summary>
    /// <param name="value">The number.</param>
    public static FilterCondition MoreThan(long value) => Leaf("> " + value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The date is in this window, both ends included. The form is the event log's: ISO 8601 with fraction and offset.</summary>
    /// <param name="from">First moment.</param>
    /// <param name="to">Last moment.</param>
    public static FilterCondition BetweenDates(DateTimeOffset from, DateTimeOffset to) => new(new JsonObject
    {
        ["operation"] = "betweenDate",
        ["options"] = new JsonArray(Option("startDate", [Date(from)]), Option("endDate", [Date(to)])),
    });

    internal JsonObject ToJson() => (JsonObject)_json.DeepClone();

    private static string Date(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    private static FilterCondition Leaf(JsonNode value) => new(new JsonObject { ["operation"] = value });

    private static FilterCondition Sorted(string direction) =>
        new(new JsonObject { ["operation"] = "orderBy", ["options"] = new JsonArray(Option("sort", [direction])) });

    private static JsonObject Option(string name, JsonNode[] values) => new() { ["name"] = name, ["value"] = new JsonArray(values) };
}
