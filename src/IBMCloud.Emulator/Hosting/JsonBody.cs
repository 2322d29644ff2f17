using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.Hosting;

/// <summary>Reads JSON bodies leniently: a POST without body still has a JSON media type in IBM's clients (spec clients §2).</summary>
internal static class JsonBody
{
    private static readonly JsonElement Absent = JsonDocument.Parse("{}").RootElement;

    /// <summary>The body as an object; an empty one where there is no body.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        if (buffer.Length == 0)
        {
            return Absent;
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new JsonException("The body is not a JSON object.");
    }

    /// <summary>A member, or null where it is absent or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text member, or null where it is absent or null.</summary>
    /// <exception cref="JsonException">It is not text.</exception>
    public static string? Text(this JsonElement element, string name) => element.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new JsonException($"'{name}' must be text."),
    };

    /// <summary>A yes-or-no member, or null where it is absent or null.</summary>
    /// <exception cref="JsonException">It is neither true nor false.</exception>
    public static bool? Flag(this JsonElement element, string name) => element.Member(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new JsonException($"'{name}' must be true or false."),
    };

    /// <summary>A whole-number member, or null where it is absent or null.</summary>
    /// <exception cref="JsonException">It is no whole number.</exception>
    public static long? Number(this JsonElement element, string name) => element.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        _ => throw new JsonException($"'{name}' must be a whole number."),
    };

    /// <summary>An array member; empty where it is absent or null.</summary>
    /// <exception cref="JsonException">It is no array.</exception>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Member(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        _ => throw new JsonException($"'{name}' must be an array."),
    };

    /// <summary>An array of texts; empty where it is absent or null.</summary>
    /// <exception cref="JsonException">It is no array of texts.</exception>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
    [
        .. element.Items(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new JsonException($"'{name}' must hold texts.")),
    ];

    /// <summary>The first member that is not among the known ones, or null.</summary>
    public static string? UnknownMember(this JsonElement element, params ReadOnlySpan<string> known)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                return member.Name;
            }
        }

        return null;
    }
}
