using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>
/// The VHD footer: the last sector of the file, and at offset 0 of a dynamic one. Big-endian. (VHD specification 1.0, "Hard Disk Footer Format")
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>0, 8</term><description>cookie <c>conectix</c></description></item>
/// <item><term>8, 4</term><description>features: bit 1 is always set</description></item>
/// <item><term>12, 4</term><description>version 1.0</description></item>
/// <item><term>16, 8</term><description>offset of the dynamic header; all ones for a fixed disk</description></item>
/// <item><term>24, 4</term><description>seconds since 2000-01-01 UTC</description></item>
/// <item><term>28, 4+4+4</term><description>creator application, its version, its host</description></item>
/// <item><term>40, 8+8</term><description>original size, current size in bytes</description></item>
/// <item><term>56, 2+1+1</term><description>cylinders, heads, sectors per track</description></item>
/// <item><term>60, 4</term><description>disk type</description></item>
/// <item><term>64, 4</term><description>checksum</description></item>
/// <item><term>68, 16</term><description>unique id</description></item>
/// <item><term>84, 1</term><description>saved state; the rest is zero</description></item>
/// </list>
/// </remarks>
internal sealed record VhdFooter
{
    public const int Size = 512;
    public const uint Version = 0x0001_0000;
    private const uint Features = 2;
    private const int ChecksumField = 64;
    private const ulong NoOffset = ulong.MaxValue;

    private static ReadOnlySpan<byte> Cookie => "conectix"u8;

    /// <summary>Offset of the dynamic header, or null for a fixed disk.</summary>
    public required long? HeaderOffset { get; init; }

    public required uint TimeStamp { get; init; }

    public required uint Creator { get; init; }

    public required uint CreatorVersion { get; init; }

    public required uint CreatorHost { get; init; }

    public required long OriginalSize { get; init; }

    public required long CurrentSize { get; init; }

    public required VhdGeometry Geometry { get; init; }

    public required VhdDiskType DiskType { get; init; }

    public required Guid UniqueId { get; init; }

    /// <summary>
    /// The guest's size in bytes. Virtual PC and old qemu-img state it by the geometry, every other creator, and the largest geometry, by the current size.
    /// </summary>
    public long DiskSize => Geometry != VhdGeometry.Largest && VhdCreator.MeansGeometry(Creator) && Geometry.Size > 0 ? Geometry.Size : CurrentSize;

    public static bool HasCookie(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Cookie);

    /// <summary>Reads a footer; null where the cookie or the checksum is not that of one.</summary>
    public static VhdFooter? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (!HasCookie(bytes) || !VhdChecksum.IsGood(bytes, ChecksumField))
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        return new VhdFooter
        {
            HeaderOffset = offset == NoOffset ? null : (long)Math.Min(offset, long.MaxValue),
            TimeStamp = BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]),
            Creator = BinaryPrimitives.ReadUInt32BigEndian(bytes[28..]),
            CreatorVersion = BinaryPrimitives.ReadUInt32BigEndian(bytes[32..]),
            CreatorHost = BinaryPrimitives.ReadUInt32BigEndian(bytes[36..]),
            OriginalSize = ReadSize(bytes[40..]),
            CurrentSize = ReadSize(bytes[48..]),
            Geometry = new VhdGeometry(BinaryPrimitives.ReadUInt16BigEndian(bytes[56..]), bytes[58], bytes[59]),
            DiskType = (VhdDiskType)BinaryPrimitives.ReadUInt32BigEndian(bytes[60..]),
            UniqueId = new Guid(bytes.Slice(68, 16), bigEndian: true),
        };
    }

    /// <summary>Writes the footer with its checksum over 512 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[..Size].Clear();
        Cookie.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Features);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Version);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], HeaderOffset is { } offset ? (ulong)offset : NoOffset);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[24..], TimeStamp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[28..], Creator);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[32..], CreatorVersion);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[36..], CreatorHost);
        BinaryPrimitives.WriteInt64BigEndian(bytes[40..], OriginalSize);
        BinaryPrimitives.WriteInt64BigEndian(bytes[48..], CurrentSize);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[56..], Geometry.Cylinders);
        bytes[58] = Geometry.Heads;
        bytes[59] = Geometry.SectorsPerTrack;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[60..], (uint)DiskType);
        UniqueId.TryWriteBytes(bytes.Slice(68, 16), bigEndian: true, out _);
        VhdChecksum.Write(bytes[..Size], ChecksumField);
    }

    private static long ReadSize(ReadOnlySpan<byte> bytes) => (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(bytes), long.MaxValue);
}
