using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>Writes LUKS2 headers and opens their keyslots.</summary>
internal static class Luks2Format
{
    private const string WrittenCipher = "aes-xts-plain64";

    // cryptsetup leaves a new container at 3; readers take any number.
    private const ulong FirstSequenceId = 3;

    /// <summary>Makes the header area: both copies and one keyslot.</summary>
    public static byte[] Write(LuksFormatOptions options, SecretBytes volumeKey, ReadOnlySpan<byte> passphrase, CancellationToken cancellationToken)
    {
        var kdf = new KeyDerivation(options.EffectiveKdf, RandomNumberGenerator.GetBytes(KeyDerivation.SaltLength));
        using var slotKey = kdf.Derive(passphrase, volumeKey.Length, KdfBudget.Trusted, cancellationToken);
        var digest = VolumeKeyDigest.Of(volumeKey.Span, options.Hash, LuksHash.Length(options.Hash));
        var json = WriteJson(options, volumeKey.Length, kdf, digest);
        var binary = new Luks2BinaryHeader(
            options.HeaderSize, FirstSequenceId, options.Label ?? "", options.Subsystem ?? "", (options.Uuid ?? Guid.NewGuid()).ToString("D"), "sha256");

        var area = new byte[2 * options.HeaderSize + (int)Luks2Layout.AreaLength(volumeKey.Length)];
        binary.Write(primary: true, json).CopyTo(area, 0);
        binary.Write(primary: false, json).CopyTo(area, options.HeaderSize);
        KeyslotMaterial.Write(volumeKey, slotKey, WrittenCipher, options.Hash, area.AsSpan(2 * options.HeaderSize));
        return area;
    }

    /// <summary>Tries the passphrase on the keyslots that speak for the data, preferred ones first.</summary>
    /// <exception cref="LuksException">No slot opens.</exception>
    public static ValueTask<(SecretBytes Key, int Slot)> OpenAsync(
        Luks2Header header, ImageSource file, SecretBytes passphrase, KeyslotAttempt attempt, CancellationToken cancellationToken)
    {
        // A keyslot that no digest binds to the data holds another key.
        var digests = header.Metadata.Digests.Where(digest => digest.Segments.Contains(0)).ToList();
        return attempt.OpenAsync<Luks2Keyslot>(
            [
                .. header.Metadata.Keyslots
                    .Where(slot => slot.Kdf is not null && (attempt.Named is null ? slot.Priority is 1 or 2 : slot.Id == attempt.Named) && digests.Exists(digest => digest.Keyslots.Contains(slot.Id)))
                    .OrderByDescending(slot => slot.Priority),
            ],
            slot => slot.Id,
            OpenAsync);

        async ValueTask<SecretBytes?> OpenAsync(Luks2Keyslot slot)
        {
            SectorCipher.CheckName(header.Metadata.Segment.Encryption, slot.KeyLength);
            SectorCipher.CheckName(slot.Encryption, slot.AreaKeyLength);
            using var slotKey = slot.Kdf!.Resolve().Derive(passphrase.Span, slot.AreaKeyLength, attempt.Budget, cancellationToken);
            var key = await KeyslotMaterial.ReadAsync(
                file, slot.AreaOffset, slot.KeyLength, slotKey, slot.Encryption, LuksHash.Parse(slot.AfHash), cancellationToken).ConfigureAwait(false);
            return digests.Find(digest => digest.Keyslots.Contains(slot.Id))!.Digest.Accepts(key, attempt.Budget) ? key : null;
        }
    }

    private static byte[] WriteJson(LuksFormatOptions options, int keyLength, KeyDerivation kdf, VolumeKeyDigest digest)
    {
        var payload = options.EffectivePayloadOffset;
        var headerEnd = payload > 0 ? payload : Luks2Layout.DefaultPayloadOffset;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Luks2KeyslotJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("keyslots");
            json.WritePropertyName("0");
            Luks2KeyslotJson.Write(json, keyLength, 2 * options.HeaderSize, keyLength, WrittenCipher, options.Hash, kdf);
            json.WriteEndObject();
            json.WriteStartObject("tokens");
            json.WriteEndObject();
            json.WriteStartObject("segments");
            json.WriteStartObject("0");
            json.WriteString("type", "crypt");
            json.WriteString("offset", Text(payload));
            json.WriteString("size", "dynamic");
            json.WriteString("iv_tweak", "0");
            json.WriteString("encryption", WrittenCipher);
            json.WriteNumber("sector_size", options.SectorSize);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("digests");
            json.WriteStartObject("0");
            json.WriteString("type", "pbkdf2");
            WriteZero(json, "keyslots");
            WriteZero(json, "segments");
            json.WriteString("hash", LuksHash.Name(digest.Hash));
            json.WriteNumber("iterations", digest.Iterations);
            json.WriteString("salt", Convert.ToBase64String(digest.Salt));
            json.WriteString("digest", Convert.ToBase64String(digest.Digest));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("config");
            json.WriteString("json_size", Text(options.HeaderSize - Luks2Layout.BinaryLength));
            json.WriteString("keyslots_size", Text(Math.Min(headerEnd - 2 * options.HeaderSize, Luks2Layout.MaximumKeyslotsSize)));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteZero(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteStringValue("0");
        json.WriteEndArray();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
