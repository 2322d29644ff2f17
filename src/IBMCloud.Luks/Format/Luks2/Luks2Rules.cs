using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace IBMCloud.Luks;

/// <summary>
/// Turns a LUKS2 header's JSON into metadata. What breaks a rule is thrown: the rules are those of cryptsetup on load and, where it lets through what has two readings or opens
/// without proof, stricter ones (docs/luks.md). What is valid but beyond this library is kept as the metadata's refusal, so that such a header can still be described.
/// </summary>
internal static class Luks2Rules
{
    public const int MaxKeyslots = 32;
    private const int MaxDigests = 8;

    public static Luks2Metadata Read(JsonElement root, int headerSize)
    {
        var config = Luks2Json.Object(root, "config");
        if (Luks2Json.Number64(config, "json_size") != headerSize - Luks2Layout.BinaryLength)
        {
            throw Luks2Json.Corrupt("'config.json_size' is not the size of the JSON area");
        }

        var keyslotsSize = Luks2Json.Number64(config, "keyslots_size");
        if (keyslotsSize % 4096 != 0 || keyslotsSize > Luks2Layout.MaximumKeyslotsSize)
        {
            throw Luks2Json.Corrupt("'config.keyslots_size' is no multiple of 4096 up to 128 MiB");
        }

        var refusals = new List<LuksException>();
        var requirements = ReadRequirements(config, refusals);
        var flags = config.TryGetProperty("flags", out _) ? Luks2Json.Strings(config, "flags") : [];
        var keyslots = Luks2Json.Numbered(root, "keyslots", MaxKeyslots).Select(slot => ReadKeyslot(slot.Id, slot.Value, refusals)).ToList();
        var segment = ReadSegment(root, refusals);
        var digests = Luks2Json.Numbered(root, "digests", MaxDigests).Select(digest => ReadDigest(digest.Id, digest.Value, keyslots, Luks2Json.Object(root, "segments").GetPropertyCount(), refusals)).ToList();
        var tokens = Luks2Json.Numbered(root, "tokens", MaxKeyslots)
            .Select(token => new Luks2Token(token.Id, Luks2Json.String(token.Value, "type"), References(token.Value, "keyslots", id => keyslots.Exists(slot => slot.Id == id)))).ToList();
        CheckAreas(keyslots, headerSize, keyslotsSize);
        CheckDigests(keyslots, digests);
        if (segment.Offset != 0 && segment.Offset < 2L * headerSize + keyslotsSize)
        {
            throw Luks2Json.Corrupt("the data segment begins inside the keyslot areas");
        }

        return new Luks2Metadata
        {
            Keyslots = keyslots, Segment = segment, Digests = digests, Tokens = tokens, Flags = flags, Requirements = requirements, KeyslotsSize = keyslotsSize, Refusal = Together(refusals),
        };
    }

    private static IReadOnlyList<string> ReadRequirements(JsonElement config, List<LuksException> refusals)
    {
        if (!config.TryGetProperty("requirements", out _))
        {
            return [];
        }

        var requirements = Luks2Json.Object(config, "requirements");
        var mandatory = requirements.TryGetProperty("mandatory", out _) ? Luks2Json.Strings(requirements, "mandatory") : [];
        if (mandatory.Count > 0)
        {
            refusals.Add(Unsupported($"The header demands '{LuksText.Quote(string.Join(", ", mandatory))}', which this library does not do. If a reencryption was cut off, let cryptsetup finish it first."));
        }

        return mandatory;
    }

    /// <summary>All reasons in one, in the order in which they were met; the first one says of what kind it is.</summary>
    private static LuksException? Together(List<LuksException> refusals) => refusals switch
    {
        [] => null,
        [var one] => one,
        [var first, ..] => new(first.Reason, string.Join(' ', refusals.Select(refusal => refusal.Message).Distinct()), first),
    };

    private static Luks2Keyslot ReadKeyslot(int id, JsonElement slot, List<LuksException> refusals)
    {
        var type = Luks2Json.String(slot, "type");
        var area = Luks2Json.Object(slot, "area");
        var areaType = Luks2Json.String(area, "type");
        var keyslot = new Luks2Keyslot(
            id, type, (int)Luks2Json.Integer(slot, "key_size", 0, type == "luks2" ? 128 : int.MaxValue), Luks2Json.Number64(area, "offset"), Luks2Json.Number64(area, "size"))
        {
            Priority = slot.TryGetProperty("priority", out _) ? (int)Luks2Json.Integer(slot, "priority", int.MinValue, int.MaxValue) : 1,
        };
        if (type != "luks2")
        {
            if (type == "reencrypt")
            {
                refusals.Add(Unsupported("The container is in the middle of a reencryption. Let cryptsetup reencrypt finish it, then open it again."));
            }

            return keyslot;
        }

        var af = Luks2Json.Object(slot, "af");
        var kdf = Luks2Json.Object(slot, "kdf");
        if (Luks2Json.String(af, "type") != "luks1" || areaType != "raw" || Luks2Json.Integer(af, "stripes", 1, int.MaxValue) != AntiForensicSplitter.Stripes)
        {
            throw Luks2Json.Corrupt($"keyslot {id} has an unknown area or splitter, or another number of stripes than {AntiForensicSplitter.Stripes}");
        }

        if (keyslot.KeyLength < 16 || keyslot.AreaOffset % 512 != 0 || keyslot.AreaLength < KeyslotMaterial.Length(keyslot.KeyLength))
        {
            throw Luks2Json.Corrupt($"keyslot {id} has a key or an area of an impossible size");
        }

        var kdfType = Luks2Json.String(kdf, "type");
        var pbkdf2 = kdfType == "pbkdf2";
        var argon2 = kdfType is "argon2i" or "argon2id";
        return keyslot with
        {
            AfHash = Luks2Json.String(af, "hash"),
            Encryption = Luks2Json.String(area, "encryption"),
            AreaKeyLength = (int)Luks2Json.Integer(area, "key_size", 16, 128),
            Kdf = new Luks2Kdf(
                kdfType,
                Luks2Json.Base64(kdf, "salt"),
                pbkdf2 ? Luks2Json.Integer(kdf, "iterations", int.MinValue, uint.MaxValue) : 0,
                pbkdf2 ? Luks2Json.String(kdf, "hash") : "",
                argon2 ? Luks2Json.Integer(kdf, "time", int.MinValue, uint.MaxValue) : 0,
                argon2 ? Luks2Json.Integer(kdf, "memory", int.MinValue, uint.MaxValue) : 0,
                argon2 ? Luks2Json.Integer(kdf, "cpus", int.MinValue, uint.MaxValue) : 0),
        };
    }

    private static Luks2Segment ReadSegment(JsonElement root, List<LuksException> refusals)
    {
        var segments = Luks2Json.Numbered(root, "segments", MaxKeyslots).ToList();
        if (segments.Count == 0 || !segments.Select(segment => segment.Id).Order().SequenceEqual(Enumerable.Range(0, segments.Count)))
        {
            throw Luks2Json.Corrupt(segments.Count == 0 ? "it has no data segment" : "the numbers of its segments have gaps");
        }

        if (segments.Count > 1)
        {
            refusals.Add(Unsupported($"The container has {segments.Count} segments, which only a reencryption makes. Let cryptsetup reencrypt finish it first."));
        }

        var segment = segments.Find(segment => segment.Id == 0).Value;
        var type = Luks2Json.String(segment, "type");
        if (type != "crypt")
        {
            refusals.Add(Unsupported($"The data segment is of type '{LuksText.Quote(type)}', not 'crypt'. Open the container with cryptsetup on Linux."));
            return new Luks2Segment(Luks2Json.Number64(segment, "offset"), null, type, 512);
        }

        if (segment.TryGetProperty("integrity", out _))
        {
            refusals.Add(Unsupported("The data segment has integrity protection (dm-integrity), which this library does not read. Open the container with cryptsetup on Linux."));
        }

        if (Luks2Json.String(segment, "iv_tweak") != "0")
        {
            refusals.Add(Unsupported("The data segment has an iv_tweak other than \"0\", which readers understand in two ways. Reencrypt the container, or restore its header."));
        }

        if (segment.TryGetProperty("flags", out _) && Luks2Json.Strings(segment, "flags").Any(flag => flag.StartsWith("backup-", StringComparison.Ordinal)))
        {
            refusals.Add(Unsupported("The data segment is a backup of a reencryption. Let cryptsetup reencrypt finish it first."));
        }

        var sectorSize = (int)Luks2Json.Integer(segment, "sector_size", 512, int.MaxValue);
        if (sectorSize % 512 != 0)
        {
            throw Luks2Json.Corrupt($"it has a sector size of {sectorSize}");
        }

        if (sectorSize is not (512 or 1024 or 2048 or 4096))
        {
            refusals.Add(Unsupported($"The data segment has sectors of {sectorSize} bytes; dm-crypt knows 512, 1024, 2048 and 4096. Restore the header from a backup."));
        }

        var offset = Luks2Json.Number64(segment, "offset");
        long? length = Luks2Json.String(segment, "size") == "dynamic" ? null : Luks2Json.Number64(segment, "size");
        if (offset % 512 != 0 || length is 0 || length % sectorSize is not (null or 0))
        {
            throw Luks2Json.Corrupt("the data segment's offset or size is no whole number of sectors");
        }

        var encryption = Luks2Json.String(segment, "encryption");
        return encryption.Length > 0 ? new Luks2Segment(offset, length, encryption, sectorSize) : throw Luks2Json.Corrupt("the data segment names no cipher");
    }

    private static Luks2Digest ReadDigest(int id, JsonElement digest, List<Luks2Keyslot> keyslots, int segments, List<LuksException> refusals)
    {
        // The digest is what tells a right passphrase from a wrong one: nothing is opened by one that is not understood.
        if (Luks2Json.String(digest, "type") is not "pbkdf2" and var type)
        {
            throw Unsupported($"Digest {id} is of type '{LuksText.Quote(type)}', not 'pbkdf2'. Open the container with cryptsetup on Linux.");
        }

        var hashName = Luks2Json.String(digest, "hash");
        var hash = LuksHash.Find(hashName) ?? HashAlgorithmName.SHA1;
        if (LuksHash.Find(hashName) is null)
        {
            refusals.Add(LuksHash.Unsupported(hashName));
        }

        var salt = Luks2Json.Base64(digest, "salt");
        var value = Luks2Json.Base64(digest, "digest");

        // Without this, a digest cut short would make any passphrase open garbage: cryptsetup skips the comparison then.
        var fits = LuksHash.Find(hashName) is null || value.Length == LuksHash.Length(hash) || value.Length == Luks1Layout.DigestLength;
        if (salt.Length != KeyDerivation.SaltLength || value.Length == 0 || !fits)
        {
            throw Luks2Json.Corrupt($"digest {id} or its salt has a wrong length");
        }

        var iterations = (int)Math.Min(Luks2Json.Integer(digest, "iterations", 1, uint.MaxValue), int.MaxValue);
        return new Luks2Digest(
            id,
            hashName,
            References(digest, "keyslots", slot => keyslots.Exists(known => known.Id == slot)),
            References(digest, "segments", segment => segment < segments),
            new VolumeKeyDigest(hash, iterations, salt, value));
    }

    private static List<int> References(JsonElement parent, string name, Predicate<int> exists)
    {
        var ids = new List<int>();
        foreach (var text in Luks2Json.Strings(parent, name))
        {
            // A name is compared as text: "00" is not "0".
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id.ToString(CultureInfo.InvariantCulture) != text || !exists(id))
            {
                throw Luks2Json.Corrupt($"'{name}' names '{LuksText.Quote(text)}', which is not there");
            }

            ids.Add(id);
        }

        return ids;
    }

    private static void CheckAreas(List<Luks2Keyslot> keyslots, int headerSize, long keyslotsSize)
    {
        long before = 2L * headerSize;
        var end = before + keyslotsSize;
        foreach (var slot in keyslots.OrderBy(slot => slot.AreaOffset))
        {
            if (slot.AreaLength <= 0 || slot.AreaOffset < before || slot.AreaLength > end - slot.AreaOffset)
            {
                throw Luks2Json.Corrupt($"the area of keyslot {slot.Id} lies outside the keyslot areas or over another one");
            }

            before = slot.AreaOffset + slot.AreaLength;
        }
    }

    private static void CheckDigests(List<Luks2Keyslot> keyslots, List<Luks2Digest> digests)
    {
        if (!digests.Exists(digest => digest.Segments.Contains(0)))
        {
            throw Luks2Json.Corrupt("no digest speaks for the data segment");
        }

        foreach (var slot in keyslots.Where(slot => slot.Type == "luks2"))
        {
            if (digests.Count(digest => digest.Keyslots.Contains(slot.Id)) != 1)
            {
                throw Luks2Json.Corrupt($"keyslot {slot.Id} is not named by exactly one digest");
            }
        }
    }

    private static LuksException Unsupported(string message) => new(LuksError.Unsupported, message);
}
