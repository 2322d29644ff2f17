using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>The header of a qcow2 file. Big-endian. (qemu, docs/interop/qcow2)</summary>
/// <remarks>
/// <list type="table">
/// <item><term>0, 4+4</term><description>magic <c>QFI\xfb</c>, version 2 or 3</description></item>
/// <item><term>8, 8+4</term><description>backing file's name: offset, length; 0 where there is none</description></item>
/// <item><term>20, 4</term><description>cluster bits, 9 to 21</description></item>
/// <item><term>24, 8</term><description>virtual size in bytes</description></item>
/// <item><term>32, 4</term><description>encryption: 0 none, 1 the old AES, 2 LUKS</description></item>
/// <item><term>36, 4+8</term><description>L1 table: entries, offset</description></item>
/// <item><term>48, 8+4</term><description>refcount table: offset, clusters</description></item>
/// <item><term>60, 4+8</term><description>snapshots: count, offset</description></item>
/// <item><term>72, 8+8+8</term><description>version 3: incompatible, compatible, autoclear features</description></item>
/// <item><term>96, 4</term><description>version 3: refcount order</description></item>
/// <item><term>100, 4</term><description>version 3: length of the header; extensions follow it</description></item>
/// <item><term>104, 1</term><description>compression: 0 deflate, 1 zstd; where the header is longer than 104</description></item>
/// </list>
/// </remarks>
internal sealed record Qcow2Header
{
    /// <summary>Bytes of a version 2 header, and the least that a file has to have.</summary>
    public const int Version2Length = 72;
    public const int Version3Length = 104;
    public const uint CryptNone = 0;
    public const uint CryptAes = 1;
    public const uint CryptLuks = 2;
    public const ulong Dirty = 1;
    public const ulong Corrupt = 2;
    public const ulong ExternalData = 4;
    public const ulong CompressionType = 8;
    public const ulong ExtendedL2 = 16;

    public static ReadOnlySpan<byte> Magic => [(byte)'Q', (byte)'F', (byte)'I', 0xFB];

    public required uint Version { get; init; }

    public required ulong BackingFileOffset { get; init; }

    public required uint BackingFileLength { get; init; }

    public required int ClusterBits { get; init; }

    public required ulong VirtualSize { get; init; }

    public required uint Crypt { get; init; }

    public required uint L1Entries { get; init; }

    public required ulong L1Offset { get; init; }

    public required ulong Incompatible { get; init; }

    /// <summary>Where the extensions begin.</summary>
    public required uint Length { get; init; }

    public required byte Compression { get; init; }

    public int ClusterSize => 1 << ClusterBits;

    /// <summary>Reads the fields; their values are not checked. Null where the file is too short or has another magic or version.</summary>
    public static Qcow2Header? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Version2Length || !bytes.StartsWith(Magic))
        {
            return null;
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (version is not (2 or 3) || (version == 3 && bytes.Length < Version3Length))
        {
            return null;
        }

        var length = version == 2 ? Version2Length : BinaryPrimitives.ReadUInt32BigEndian(bytes[100..]);
        return new Qcow2Header
        {
            Version = version,
            BackingFileOffset = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BackingFileLength = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
            ClusterBits = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]), 64),
            VirtualSize = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
            Crypt = BinaryPrimitives.ReadUInt32BigEndian(bytes[32..]),
            L1Entries = BinaryPrimitives.ReadUInt32BigEndian(bytes[36..]),
            L1Offset = BinaryPrimitives.ReadUInt64BigEndian(bytes[40..]),
            Incompatible = version == 2 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(bytes[72..]),
            Length = length,
            Compression = length > Version3Length && bytes.Length > Version3Length ? bytes[Version3Length] : (byte)0,
        };
    }
}
