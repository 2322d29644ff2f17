using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace IBMCloud.Luks;

/// <summary>A description as text, in luksDump's order and words, and as JSON.</summary>
internal static class LuksDescriptionText
{
    public static string Format(LuksDescription header)
    {
        var text = new StringBuilder();
        Line(0, "Version", $"{(int)header.Version}");
        Line(0, "Epoch", header.SequenceId);
        Line(0, "Header length", $"{header.HeaderLength} bytes");
        Line(0, "UUID", header.Uuid);
        Line(0, "Label", header.Label);
        Line(0, "Subsystem", header.Subsystem);
        Line(0, "Flags", header.Flags.Count == 0 ? null : string.Join(' ', header.Flags));
        Line(0, "Unsupported", header.Unsupported);
        Line(0, "Warning", header.Warning);
        foreach (var copy in header.HeaderCopies)
        {
            Line(0, copy.Primary ? "Primary header" : "Secondary header", copy.Problem ?? $"good, epoch {copy.SequenceId}, at byte {copy.Offset}");
        }

        text.Append("\nData:\n");
        Line(1, "offset", $"{header.PayloadOffset} bytes");
        Line(1, "length", header.PayloadLength is { } length ? $"{length} bytes" : "to the end of the device");
        Line(1, "cipher", header.Cipher);
        Line(1, "sector", $"{header.SectorSize} bytes");
        text.Append("\nKeyslots:\n");
        foreach (var slot in header.Keyslots)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {slot.Number}:\n");
            Line(2, "key", $"{8 * slot.KeySize} bits");
            Line(2, "priority", slot.Priority switch { 0 => "ignored", 2 => "preferred", _ => "normal" });
            Line(2, "cipher", slot.Cipher);
            Line(2, "PBKDF", $"{slot.Kdf}, {slot.Cost}");
            Line(2, "AF hash", slot.SplitterHash);
            Line(2, "area", $"{slot.Offset} to {slot.Offset + slot.Length} bytes");
        }

        foreach (var token in header.Tokens)
        {
            Line(0, "Token", token);
        }

        foreach (var digest in header.Digests)
        {
            Line(0, $"Digest {digest.Number}", $"pbkdf2, {digest.Hash}, {digest.Iterations} iterations, keyslots {string.Join(' ', digest.Keyslots)}");
        }

        return text.ToString();

        void Line(int indent, string name, object? value)
        {
            if (value is not null and not "")
            {
                // Labels and types are the header's, and a terminal obeys control characters.
                text.Append(' ', 2 * indent).Append((name + ":").PadRight(20 - 2 * indent)).Append(LuksText.Printable($"{value}")).Append('\n');
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LuksDescription))]
internal sealed partial class LuksDescriptionJson : JsonSerializerContext;
