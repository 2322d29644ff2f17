using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace IBMCloud.Luks;

/// <summary>Typed access to untrusted JSON: every member is there, of the right kind and in range, or a <see cref="LuksException"/> says which is not.</summary>
internal static class Luks2Json
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = 32,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Parses a JSON area: text from the first byte, then NULs to the end.</summary>
    public static JsonDocument ParseArea(ReadOnlyMemory<byte> area)
    {
        var end = area.Span.IndexOf((byte)0);
        if (end < 1 || area.Span[0] != (byte)'{' || area.Span[end..].ContainsAnyExcept((byte)0))
        {
            throw Corrupt("the JSON area does not hold one object followed by zeros");
        }

        // Checked over the whole text, since members that nobody reads are kept, and another parser may read them differently.
        var text = area.Span[..end];
        if (!Utf8.IsValid(text) || !EscapesAreText(text))
        {
            throw Corrupt("the JSON holds bytes that are no UTF-8, an escaped NUL or half of a surrogate pair");
        }

        try
        {
            return JsonDocument.Parse(area[..end], Strict);
        }
        catch (JsonException e)
        {
            throw Corrupt($"the JSON cannot be parsed at byte {e.BytePositionInLine}", e);
        }
    }

    public static LuksException Corrupt(string what, Exception? inner = null) =>
        new(LuksError.Corrupt, $"The LUKS2 header is not valid: {what}. Restore the header from a backup, or open a copy with cryptsetup repair.", inner);

    public static JsonElement Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : throw Corrupt($"'{name}' is missing or no object");

    /// <summary>The members of an object whose names are small numbers.</summary>
    public static IEnumerable<(int Id, JsonElement Value)> Numbered(JsonElement parent, string name, int limit)
    {
        foreach (var member in Object(parent, name).EnumerateObject())
        {
            var text = member.Name;
            if (text.Length is 0 or > 3 || text.AsSpan().ContainsAnyExceptInRange('0', '9') || (text.Length > 1 && text[0] == '0')
                || int.Parse(text, CultureInfo.InvariantCulture) >= limit)
            {
                throw Corrupt($"'{name}' has the name '{LuksText.Quote(text)}', which is no number below {limit}");
            }

            if (member.Value.ValueKind != JsonValueKind.Object)
            {
                throw Corrupt($"'{name}.{text}' is no object");
            }

            yield return (int.Parse(text, CultureInfo.InvariantCulture), member.Value);
        }
    }

    public static string String(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            throw Corrupt($"'{name}' is missing or no string");
        }

        return Text(value, name);
    }

    /// <summary>A decimal number in a string, as LUKS2 writes 64-bit numbers.</summary>
    public static long Number64(JsonElement parent, string name)
    {
        var text = String(parent, name);
        if (text.Length is 0 or > 40 || text.AsSpan().ContainsAnyExceptInRange('0', '9')
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw Corrupt($"'{name}' is no decimal number that fits 63 bits");
        }

        return number;
    }

    /// <summary>A JSON integer.</summary>
    public static long Integer(JsonElement parent, string name, long least, long most) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : throw Corrupt($"'{name}' is missing or no integer from {least} to {most}");

    public static IReadOnlyList<string> Strings(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array)
        {
            throw Corrupt($"'{name}' is missing or no array");
        }

        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Text(item, name) : throw Corrupt($"'{name}' holds something that is no string"))];
    }

    public static byte[] Base64(JsonElement parent, string name)
    {
        var text = String(parent, name);
        if (text.Length > 4096 || text.AsSpan().ContainsAny(" \t\r\n"))
        {
            throw Corrupt($"'{name}' is no base64 text of the usual length");
        }

        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw Corrupt($"'{name}' is no base64 text", e);
        }
    }

    /// <summary>Says whether all escapes stand for characters other than NUL. Escapes that are no JSON are the parser's affair.</summary>
    private static bool EscapesAreText(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'\\'); at >= 0 && at + 1 < text.Length;)
        {
            var length = 2;
            if (Unit(text[at..]) is { } unit)
            {
                length = 6;
                if (char.IsHighSurrogate(unit) && Unit(text[(at + 6)..]) is { } low && char.IsLowSurrogate(low))
                {
                    length = 12;
                }
                else if (unit == 0 || char.IsSurrogate(unit))
                {
                    return false;
                }
            }

            var next = text[(at + length)..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + length + next;
        }

        return true;

        static char? Unit(ReadOnlySpan<byte> escape) =>
            escape.StartsWith("\\u"u8) && escape.Length >= 6 && ushort.TryParse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
    }

    private static string Text(JsonElement value, string name)
    {
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Corrupt($"'{name}' holds text that is no UTF-8", e);
        }

        return text.Contains('\0', StringComparison.Ordinal) ? throw Corrupt($"'{name}' holds a NUL") : text;
    }
}
