using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace IBMCloud.Luks;

/// <summary>A description as text, in luksDump's order and words, and as JSON.</summary>
internal static class LuksDescriptionText
{
    private const int NameWidth = 18;

    public static string Format(LuksDescription header)
    {
        var text = new StringBuilder();
        Header(text, header);
        text.Append("\nData:\n");
        Line(text, 1, "Offset", $"{header.PayloadOffset} bytes");
        Line(text, 1, "Length", header.PayloadLength is { } length ? $"{length} bytes" : "to the end of the device");
        Line(text, 1, "Cipher", header.Cipher);
        Line(text, 1, "Key", header.KeySize > 0 ? $"{8 * header.KeySize} bits" : null);
        Line(text, 1, "Sector", $"{header.SectorSize} bytes");
        Section(text, "Keyslots", header.Keyslots, slot => slot.Number, (slot, line) => Keyslot(slot, line));
        Section(text, "Tokens", header.Tokens, token => token.Number, (token, line) =>
        {
            line("Type", token.Type);
            line("Keyslots", string.Join(' ', token.Keyslots));
        });
        Section(text, "Digests", header.Digests, digest => digest.Number, (digest, line) =>
        {
            line("PBKDF2", $"{digest.Hash}, {digest.Iterations} iterations");
            line("Keyslots", string.Join(' ', digest.Keyslots));
            line("Salt", digest.Salt);
            line("Digest", digest.Value);
        });
        return text.ToString();
    }

    private static void Header(StringBuilder text, LuksDescription header)
    {
        Line(text, 0, "Version", $"{(int)header.Version}");
        Line(text, 0, "Epoch", header.SequenceId);
        Line(text, 0, "Metadata area", header.MetadataLength is { } metadata ? $"{metadata} bytes" : null);
        Line(text, 0, "Keyslots area", header.KeyslotsLength is { } keyslots ? $"{keyslots} bytes" : null);
        Line(text, 0, "Header length", $"{header.HeaderLength} bytes");
        Line(text, 0, "UUID", header.Uuid);
        Line(text, 0, "Label", header.Label);
        Line(text, 0, "Subsystem", header.Subsystem);
        Line(text, 0, "Hash", header.Hash);
        Line(text, 0, "Flags", string.Join(' ', header.Flags));
        Line(text, 0, "Requirements", string.Join(' ', header.Requirements));
        Line(text, 0, "Unsupported", header.Unsupported);
        Line(text, 0, "Warning", header.Warning);
        foreach (var copy in header.HeaderCopies)
        {
            Line(text, 0, copy.Primary ? "Primary header" : "Secondary header", copy.Problem ?? $"good, epoch {copy.SequenceId}, at byte {copy.Offset}");
        }

        Line(text, 0, "Repair", header.CanRepair ? "possible from the good copy" : null);
    }

    private static void Keyslot(LuksKeyslotDescription slot, Action<string, string?> line)
    {
        line("Key", $"{8 * slot.KeySize} bits");
        line("Priority", slot.Priority switch { 0 => "ignored", 1 => "normal", 2 => "preferred", var other => $"{other}, never tried" });
        line("Cipher", slot.Cipher);
        line("Cipher key", slot.CipherKeySize > 0 ? $"{8 * slot.CipherKeySize} bits" : null);
        line("PBKDF", slot.Cost.Length > 0 ? $"{slot.Kdf}, {slot.Cost}" : slot.Kdf);
        line("Salt", slot.Salt);
        line("AF stripes", slot.Stripes > 0 ? $"{slot.Stripes}" : null);
        line("AF hash", slot.SplitterHash);
        line("Area offset", $"{slot.Offset} bytes");
        line("Area length", $"{slot.Length} bytes");
        line("Digest", slot.Digest?.ToString(CultureInfo.InvariantCulture));
    }

    private static void Section<T>(StringBuilder text, string name, IReadOnlyList<T> items, Func<T, int> number, Action<T, Action<string, string?>> describe)
    {
        if (items.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(name).Append(":\n");
        foreach (var item in items)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {number(item)}:\n");
            describe(item, (member, value) => Line(text, 2, member, value));
        }
    }

    private static void Line(StringBuilder text, int indent, string name, object? value)
    {
        if (value is not null and not "")
        {
            // Labels and types are the header's, and a terminal obeys control characters.
            text.Append(' ', 2 * indent).Append((name + ":").PadRight(NameWidth - 2 * indent)).Append(LuksText.Printable($"{value}")).Append('\n');
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LuksDescription))]
internal sealed partial class LuksDescriptionJson : JsonSerializerContext;
