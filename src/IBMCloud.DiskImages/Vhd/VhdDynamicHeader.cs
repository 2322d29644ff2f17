using System.Buffers.Binary;
using System.Text;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>
/// The dynamic header of a dynamic or differencing VHD. Big-endian. (VHD specification 1.0, "Dynamic Disk Header Format")
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>0, 8</term><description>cookie <c>cxsparse</c></description></item>
/// <item><term>8, 8</term><description>data offset, all ones</description></item>
/// <item><term>16, 8</term><description>offset of the block allocation table</description></item>
/// <item><term>24, 4</term><description>version 1.0</description></item>
/// <item><term>28, 4</term><description>entries in the table</description></item>
/// <item><term>32, 4</term><description>block size in bytes</description></item>
/// <item><term>36, 4</term><description>checksum over all 1,024 bytes</description></item>
/// <item><term>40, 16+4+4+512</term><description>parent's id, time stamp, reserved, name in UTF-16BE</description></item>
/// <item><term>576, 8 x 24</term><description>parent locators; the rest is zero</description></item>
/// </list>
/// </remarks>
internal sealed record VhdDynamicHeader
{
    public const int Size = 1024;
    private const uint Version = 0x0001_0000;
    private const int ChecksumField = 36;

    private static ReadOnlySpan<byte> Cookie => "cxsparse"u8;

    public required long TableOffset { get; init; }

    public required uint TableEntries { get; init; }

    public required uint BlockSize { get; init; }

    /// <summary>Name of the file that a differencing disk is read on top of; empty otherwise.</summary>
    public string ParentName { get; init; } = "";

    /// <summary>Reads a header; null where the cookie or the checksum is not that of one.</summary>
    public static VhdDynamicHeader? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Cookie) || !VhdChecksum.IsGood(bytes, ChecksumField))
        {
            return null;
        }

        return new VhdDynamicHeader
        {
            TableOffset = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), long.MaxValue),
            TableEntries = BinaryPrimitives.ReadUInt32BigEndian(bytes[28..]),
            BlockSize = BinaryPrimitives.ReadUInt32BigEndian(bytes[32..]),
            ParentName = ReadName(bytes.Slice(64, 512)),
        };
    }

    /// <summary>Writes the header, without a parent, with its checksum over 1,024 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[..Size].Clear();
        Cookie.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], ulong.MaxValue);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], TableOffset);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[24..], Version);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[28..], TableEntries);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[32..], BlockSize);
        VhdChecksum.Write(bytes[..Size], ChecksumField);
    }

    // The name ends up in an exception's message, so only what can be printed is kept of it.
    private static string ReadName(ReadOnlySpan<byte> utf16) =>
        new([.. Encoding.BigEndianUnicode.GetString(utf16).TakeWhile(c => c != '\0').Where(c => !char.IsControl(c) && c != '\uFFFD')]);
}
