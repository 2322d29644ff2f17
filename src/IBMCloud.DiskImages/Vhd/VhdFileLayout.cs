using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>
/// Where everything lies in a dynamic VHD as vhd-util writes it. Every offset follows from the disk's size and the map of blocks.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>0</term><description>copy of the footer</description></item>
/// <item><term>512</term><description>dynamic header</description></item>
/// <item><term>1536</term><description>block table, padded to a sector with zeros</description></item>
/// <item><term>then</term><description>batmap header (with the key hash), batmap</description></item>
/// <item><term>sector 7 mod 8</term><description>blocks: a sector of bitmap, then 2 MiB of data that so begin at a multiple of 4 KiB; stride 4,104 sectors</description></item>
/// <item><term>last sector</term><description>footer</description></item>
/// </list>
/// </remarks>
internal sealed class VhdFileLayout
{
    public const int BlockSize = (int)VhdLimits.DefaultBlockSize;
    public const int BitmapSize = VhdLimits.SectorSize;

    /// <summary>Bytes from one block to the next, the gap that aligns the next one's data included.</summary>
    public const int Stride = 4_104 * VhdLimits.SectorSize;
    private const int TableOffset = 1_536;

    // Sectors of a batmap that the reference's own checksum covers: a bit per whole 8 blocks.
    private const int BlocksPerBatmapSector = VhdLimits.SectorSize * 8;
    private readonly int[] _present;

    public VhdFileLayout(VhdFooter footer, VhdBlockMap map, byte[]? keyHash)
    {
        _present = map.Present();
        var table = (int)VhdLimits.RoundUp((long)map.Count * sizeof(uint), VhdLimits.SectorSize);
        var batmapHeader = TableOffset + table;
        var batmap = batmapHeader + VhdLimits.SectorSize;
        var batmapSize = (int)VhdLimits.RoundUp((map.Count + 7) / 8, VhdLimits.SectorSize);
        FirstBlock = (VhdLimits.RoundUp(((batmap + batmapSize) / VhdLimits.SectorSize) + 1, 8) - 1) * VhdLimits.SectorSize;
        Metadata = new byte[FirstBlock];
        footer.Write(Metadata);
        footer.Write(Footer);
        new VhdDynamicHeader { TableOffset = TableOffset, TableEntries = (uint)map.Count, BlockSize = BlockSize }.Write(Metadata.AsSpan((int)footer.HeaderOffset!.Value));
        WriteTable(Metadata.AsSpan(TableOffset, map.Count * sizeof(uint)));
        WriteBatmap(Metadata.AsSpan(batmap, batmapSize), map.Count);
        WriteBatmapHeader(Metadata.AsSpan(batmapHeader, VhdLimits.SectorSize), batmap, Metadata.AsSpan(batmap, batmapSize), keyHash);
    }

    /// <summary>Everything before the first block.</summary>
    public byte[] Metadata { get; }

    public byte[] Footer { get; } = new byte[VhdFooter.Size];

    /// <summary>Where the first block's bitmap lies.</summary>
    public long FirstBlock { get; }

    /// <summary>Where the footer lies: right after the last block's data.</summary>
    public long FooterOffset => _present.Length == 0 ? FirstBlock : FirstBlock + ((_present.Length - 1L) * Stride) + BitmapSize + BlockSize;

    public long Length => FooterOffset + VhdFooter.Size;

    /// <summary>The number, in the disk, of the block that lies <paramref name="position"/>th in the file.</summary>
    public int BlockAt(int position) => _present[position];

    private void WriteTable(Span<byte> table)
    {
        table.Fill(byte.MaxValue);
        for (var position = 0; position < _present.Length; position++)
        {
            var sector = (FirstBlock + ((long)position * Stride)) / VhdLimits.SectorSize;
            BinaryPrimitives.WriteUInt32BigEndian(table[(_present[position] * sizeof(uint))..], (uint)sector);
        }
    }

    // A set bit says that all sectors of the block are there, a clear one says nothing. The reference counts the batmap's length rounded down, so
    // where the last sector would hold 1 to 7 blocks only, it leaves that sector out of the checksum: it has to stay zero.
    private void WriteBatmap(Span<byte> batmap, int blocks)
    {
        var covered = blocks > BlocksPerBatmapSector && blocks % BlocksPerBatmapSector is >= 1 and <= 7 ? blocks - (blocks % BlocksPerBatmapSector) : blocks;
        foreach (var block in _present)
        {
            if (block < covered)
            {
                batmap[block >> 3] |= (byte)(0x80 >> (block & 7));
            }
        }
    }

    private static void WriteBatmapHeader(Span<byte> header, long offset, ReadOnlySpan<byte> batmap, byte[]? keyHash)
    {
        VhdKeyHash.BatmapCookie.CopyTo(header);
        BinaryPrimitives.WriteInt64BigEndian(header[8..], offset);
        BinaryPrimitives.WriteInt32BigEndian(header[16..], batmap.Length / VhdLimits.SectorSize);
        BinaryPrimitives.WriteUInt32BigEndian(header[20..], VhdKeyHash.BatmapVersion);
        BinaryPrimitives.WriteUInt32BigEndian(header[24..], VhdChecksum.Compute(batmap));
        if (keyHash is not null)
        {
            // The nonce stays 32 zero bytes, as the reference has it.
            header[VhdKeyHash.CookieOffset] = 1;
            keyHash.CopyTo(header[VhdKeyHash.HashOffset..]);
        }
    }
}
