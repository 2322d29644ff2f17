using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A LUKS1 header, read and checked: all eight keyslots, in use or not, must lie well, as cryptsetup and QEMU demand.</summary>
internal sealed class Luks1Header
{
    public required string Cipher { get; init; }

    /// <summary>The hash as the header writes it.</summary>
    public required string HashName { get; init; }

    /// <summary>The hash; of no meaning where there is a refusal.</summary>
    public required HashAlgorithmName Hash { get; init; }

    /// <summary>Why the container is neither opened nor changed although its header lies well, or null.</summary>
    public LuksException? Refusal { get; init; }

    public required long PayloadOffset { get; init; }

    public required int KeyLength { get; init; }

    public required VolumeKeyDigest Digest { get; init; }

    public required string Uuid { get; init; }

    public required IReadOnlyList<Luks1Keyslot> Keyslots { get; init; }

    /// <summary>First byte after the last keyslot's material.</summary>
    public long MaterialEnd => Keyslots.Max(slot => slot.MaterialOffset) + KeyslotMaterial.Length(KeyLength);

    /// <summary>Reads a header whose magic was seen.</summary>
    public static async ValueTask<Luks1Header> ReadAsync(ImageSource file, CancellationToken cancellationToken)
    {
        var bytes = new byte[Luks1Layout.HeaderLength];
        if (await file.ReadAsync(0, bytes, cancellationToken).ConfigureAwait(false) != bytes.Length)
        {
            throw new LuksException(LuksError.Truncated, $"The file has {file.Length:N0} bytes and ends inside its LUKS1 header. Get the whole file again.");
        }

        var header = Parse(bytes);
        return header.MaterialEnd <= file.Length ? header : throw new LuksException(
            LuksError.Truncated, $"The file has {file.Length:N0} bytes, its LUKS1 keyslots reach to byte {header.MaterialEnd:N0}. Get the whole file again.");
    }

    /// <summary>Reads a header that may be opened and changed; one that can only be described is refused.</summary>
    public static async ValueTask<Luks1Header> ReadSupportedAsync(ImageSource file, CancellationToken cancellationToken)
    {
        var header = await ReadAsync(file, cancellationToken).ConfigureAwait(false);
        return header.Refusal is { } refusal ? throw new LuksException(refusal.Reason, refusal.Message, refusal) : header;
    }

    public static Luks1Header Parse(ReadOnlySpan<byte> bytes)
    {
        var keyLength = (long)BinaryPrimitives.ReadUInt32BigEndian(bytes[Luks1Layout.KeyBytes..]);
        if (keyLength is < 16 or > 64)
        {
            throw Corrupt($"a volume key of {keyLength} bytes");
        }

        var hashName = Text(bytes.Slice(Luks1Layout.HashName, 32));
        var refusal = LuksHash.Find(hashName) is null ? LuksHash.Unsupported(hashName) : null;
        var hash = LuksHash.Find(hashName) ?? HashAlgorithmName.SHA256;
        var uuid = Text(bytes.Slice(Luks1Layout.Uuid, 40));
        if (!Guid.TryParseExact(uuid, "D", out _))
        {
            refusal ??= Corrupt("a UUID that is none");
        }

        var payload = 512L * BinaryPrimitives.ReadUInt32BigEndian(bytes[Luks1Layout.PayloadOffset..]);
        return new Luks1Header
        {
            Cipher = $"{Text(bytes.Slice(Luks1Layout.CipherName, 32))}-{Text(bytes.Slice(Luks1Layout.CipherMode, 32))}",
            HashName = hashName.ToLowerInvariant(),
            Hash = hash,
            Refusal = refusal,
            PayloadOffset = payload,
            KeyLength = (int)keyLength,
            Digest = new VolumeKeyDigest(
                hash,
                Count(BinaryPrimitives.ReadUInt32BigEndian(bytes[Luks1Layout.DigestIterations..])),
                bytes.Slice(Luks1Layout.DigestSalt, KeyDerivation.SaltLength).ToArray(),
                bytes.Slice(Luks1Layout.Digest, Luks1Layout.DigestLength).ToArray()),
            Uuid = uuid,
            Keyslots = ParseKeyslots(bytes, (int)keyLength, payload),
        };
    }

    private static Luks1Keyslot[] ParseKeyslots(ReadOnlySpan<byte> bytes, int keyLength, long payload)
    {
        var slots = new Luks1Keyslot[Luks1Layout.KeyslotCount];
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = bytes.Slice(Luks1Layout.Keyslots + i * Luks1Layout.KeyslotLength, Luks1Layout.KeyslotLength);
            if (BinaryPrimitives.ReadUInt32BigEndian(slot[44..]) != AntiForensicSplitter.Stripes)
            {
                throw Corrupt($"keyslot {i} with another number of stripes than {AntiForensicSplitter.Stripes}");
            }

            slots[i] = new Luks1Keyslot(
                i,
                BinaryPrimitives.ReadUInt32BigEndian(slot) == Luks1Layout.Enabled,
                Count(BinaryPrimitives.ReadUInt32BigEndian(slot[4..])),
                slot.Slice(8, KeyDerivation.SaltLength).ToArray(),
                512L * BinaryPrimitives.ReadUInt32BigEndian(slot[40..]));
        }

        // Every slot must lie well, used or not: a key may be added to it later.
        long before = 1024;
        foreach (var slot in slots.OrderBy(slot => slot.MaterialOffset))
        {
            var end = slot.MaterialOffset + KeyslotMaterial.Length(keyLength);
            if (slot.MaterialOffset < before || (payload > 0 && end > payload))
            {
                throw Corrupt($"keyslot {slot.Index} at byte {slot.MaterialOffset:N0}, over the header, another keyslot or the data");
            }

            before = end;
        }

        return slots;
    }

    private static int Count(uint value) => (int)Math.Min(value, int.MaxValue);

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field[..^1].IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? field[..^1] : field[..end]);
    }

    private static LuksException Corrupt(string what) => new(LuksError.Corrupt, $"The LUKS1 header has {what}. Restore the header from a backup.");
}

/// <summary>One of the eight keyslots.</summary>
internal sealed record Luks1Keyslot(int Index, bool Enabled, int Iterations, byte[] Salt, long MaterialOffset);
