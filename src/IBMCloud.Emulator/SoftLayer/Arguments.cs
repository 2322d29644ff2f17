using System.Globalization;
using System.Text.Json;

namespace IBMCloud.Emulator.SoftLayer;

/// <summary>Members of arguments, read as the live service does: numbers also as text, flags also as 0 and 1, null as absent.</summary>
internal static class Arguments
{
    public static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => throw SoftLayerErrors.InvalidValue($"'{name}' must be text."),
    };

    public static long? Number(JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw SoftLayerErrors.InvalidValue($"'{name}' must be a whole number."),
    };

    public static bool? Flag(JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value is 0 or 1 => value == 1,
        _ => throw SoftLayerErrors.InvalidValue($"'{name}' must be true or false."),
    };

    public static IReadOnlyList<JsonElement> Items(JsonElement element, string name) => Member(element, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } items => [.. items.EnumerateArray()],
        _ => throw SoftLayerErrors.InvalidValue($"'{name}' must be an array."),
    };
}
