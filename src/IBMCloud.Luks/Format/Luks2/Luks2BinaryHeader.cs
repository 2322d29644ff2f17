using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.Luks;

/// <summary>The binary part of one copy of a LUKS2 header.</summary>
internal sealed record Luks2BinaryHeader(int HeaderSize, ulong SequenceId, string Label, string Subsystem, string Uuid, string ChecksumAlgorithm)
{
    /// <summary>Writes a whole copy, binary part, JSON and checksum.</summary>
    public byte[] Write(bool primary, ReadOnlySpan<byte> json)
    {
        var copy = new byte[HeaderSize];
        var header = copy.AsSpan();
        (primary ? LuksMagic.Primary : LuksMagic.Secondary).CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header[Luks2Layout.Version..], 2);
        BinaryPrimitives.WriteUInt64BigEndian(header[Luks2Layout.HeaderSize..], (ulong)HeaderSize);
        BinaryPrimitives.WriteUInt64BigEndian(header[Luks2Layout.SequenceId..], SequenceId);
        Encoding.UTF8.GetBytes(Label, header.Slice(Luks2Layout.Label, Luks2Layout.TextLength - 1));
        Encoding.ASCII.GetBytes("sha256", header[Luks2Layout.ChecksumAlgorithm..]);
        RandomNumberGenerator.Fill(header.Slice(Luks2Layout.Salt, Luks2Layout.SaltLength));
        Encoding.ASCII.GetBytes(Uuid, header[Luks2Layout.Uuid..]);
        Encoding.UTF8.GetBytes(Subsystem, header.Slice(Luks2Layout.Subsystem, Luks2Layout.TextLength - 1));
        BinaryPrimitives.WriteUInt64BigEndian(header[Luks2Layout.HeaderOffset..], primary ? 0 : (ulong)HeaderSize);
        json.CopyTo(header[Luks2Layout.BinaryLength..]);
        SHA256.HashData(copy, header[Luks2Layout.Checksum..]);
        return copy;
    }

    /// <summary>Writes a whole copy anew from the binary part of one that is valid: what this library does not know stays as it is.</summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> binary, int headerSize, ulong sequenceId, bool primary, ReadOnlySpan<byte> json)
    {
        var copy = new byte[headerSize];
        var header = copy.AsSpan();
        binary[..Luks2Layout.BinaryLength].CopyTo(header);
        (primary ? LuksMagic.Primary : LuksMagic.Secondary).CopyTo(header);
        BinaryPrimitives.WriteUInt64BigEndian(header[Luks2Layout.SequenceId..], sequenceId);
        header.Slice(Luks2Layout.ChecksumAlgorithm, 32).Clear();
        Encoding.ASCII.GetBytes("sha256", header[Luks2Layout.ChecksumAlgorithm..]);
        RandomNumberGenerator.Fill(header.Slice(Luks2Layout.Salt, Luks2Layout.SaltLength));
        BinaryPrimitives.WriteUInt64BigEndian(header[Luks2Layout.HeaderOffset..], primary ? 0 : (ulong)headerSize);
        header.Slice(Luks2Layout.Checksum, Luks2Layout.ChecksumLength).Clear();
        json.CopyTo(header[Luks2Layout.BinaryLength..]);
        SHA256.HashData(copy, header[Luks2Layout.Checksum..]);
        return copy;
    }

    /// <summary>Says what <paramref name="copy"/> is: the whole copy, read from <paramref name="offset"/>; null where its checksum does not hold.</summary>
    /// <exception cref="LuksException">The checksum algorithm is not supported.</exception>
    public static Luks2BinaryHeader? Read(ReadOnlySpan<byte> copy, long offset)
    {
        var header = new Luks2BinaryHeader(
            copy.Length,
            BinaryPrimitives.ReadUInt64BigEndian(copy[Luks2Layout.SequenceId..]),
            Text(copy.Slice(Luks2Layout.Label, Luks2Layout.TextLength)),
            Text(copy.Slice(Luks2Layout.Subsystem, Luks2Layout.TextLength)),
            Text(copy.Slice(Luks2Layout.Uuid, 40)),
            Text(copy.Slice(Luks2Layout.ChecksumAlgorithm, 32)));
        if (BinaryPrimitives.ReadUInt64BigEndian(copy[Luks2Layout.HeaderOffset..]) != (ulong)offset)
        {
            return null;
        }

        var hash = LuksHash.Parse(header.ChecksumAlgorithm);
        var zeroed = copy.ToArray();
        zeroed.AsSpan(Luks2Layout.Checksum, Luks2Layout.ChecksumLength).Clear();
        Span<byte> actual = stackalloc byte[Luks2Layout.ChecksumLength];
        actual.Clear();
        CryptographicOperations.HashData(hash, zeroed, actual);
        return actual[..LuksHash.Length(hash)].SequenceEqual(copy.Slice(Luks2Layout.Checksum, LuksHash.Length(hash))) ? header : null;
    }

    /// <summary>The size that a binary header claims, or null where it has no LUKS2 magic, version or size.</summary>
    public static int? ClaimedSize(ReadOnlySpan<byte> binary, bool primary)
    {
        var size = BinaryPrimitives.ReadUInt64BigEndian(binary[Luks2Layout.HeaderSize..]);
        return binary.StartsWith(primary ? LuksMagic.Primary : LuksMagic.Secondary)
            && BinaryPrimitives.ReadUInt16BigEndian(binary[Luks2Layout.Version..]) == 2
            && size <= Luks2Layout.MaximumHeaderSize && Luks2Layout.HeaderSizes.Contains((int)size)
                ? (int)size
                : null;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field[..^1].IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field[..^1] : field[..end]);
    }
}
