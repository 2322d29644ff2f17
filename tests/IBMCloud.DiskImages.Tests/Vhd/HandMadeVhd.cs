using System.Buffers.Binary;
using System.Text;

namespace IBMCloud.DiskImages.Tests.Vhd;

/// <summary>Builds VHDs byte by byte from the specification, without the product's code, so that each field can be set wrong.</summary>
internal sealed class HandMadeVhd
{
    private readonly List<(long Offset, byte[] Bytes)> _blocks = [];

    public string Creator { get; set; } = "win ";

    public uint DiskType { get; set; } = 3;

    public long DiskSize { get; set; } = 8 << 20;

    public (ushort Cylinders, byte Heads, byte Sectors) Geometry { get; set; } = (1, 1, 1);

    public uint BlockSize { get; set; } = 2 << 20;

    public uint? TableEntries { get; set; }

    public string ParentName { get; set; } = "";

    /// <summary>Entry per block, as a sector number.</summary>
    public Dictionary<int, uint> Table { get; } = [];

    public int BlockCount => (int)((DiskSize + BlockSize - 1) / BlockSize);

    public int TableOffset => 1536;

    public int BitmapSize => ((int)(BlockSize / 4096) + 511) / 512 * 512;

    /// <summary>Adds a block at the next free sector: bitmap and data.</summary>
    public HandMadeVhd Block(int index, byte[] data, byte[]? bitmap = null)
    {
        var last = _blocks.Count == 0 ? TableOffset + ((((TableEntries ?? (uint)BlockCount) * 4) + 511) / 512 * 512) : _blocks[^1].Offset + _blocks[^1].Bytes.Length;
        var bytes = new byte[BitmapSize + (int)BlockSize];
        (bitmap ?? Enumerable.Repeat((byte)0xFF, (int)(BlockSize / 4096)).ToArray()).CopyTo(bytes, 0);
        data.CopyTo(bytes, BitmapSize);
        _blocks.Add((last, bytes));
        Table[index] = (uint)(last / 512);
        return this;
    }

    public byte[] Footer()
    {
        var footer = new byte[512];
        Encoding.ASCII.GetBytes("conectix").CopyTo(footer, 0);
        BinaryPrimitives.WriteUInt32BigEndian(footer.AsSpan(8), 2);
        BinaryPrimitives.WriteUInt32BigEndian(footer.AsSpan(12), 0x10000);
        BinaryPrimitives.WriteUInt64BigEndian(footer.AsSpan(16), DiskType == 2 ? ulong.MaxValue : 512);
        Encoding.ASCII.GetBytes(Creator).CopyTo(footer, 28);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(40), DiskSize);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(48), DiskSize);
        BinaryPrimitives.WriteUInt16BigEndian(footer.AsSpan(56), Geometry.Cylinders);
        footer[58] = Geometry.Heads;
        footer[59] = Geometry.Sectors;
        BinaryPrimitives.WriteUInt32BigEndian(footer.AsSpan(60), DiskType);
        Seal(footer, 64);
        return footer;
    }

    public byte[] Header()
    {
        var header = new byte[1024];
        Encoding.ASCII.GetBytes("cxsparse").CopyTo(header, 0);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(8), ulong.MaxValue);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(16), TableOffset);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(24), 0x10000);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(28), TableEntries ?? (uint)BlockCount);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(32), BlockSize);
        Encoding.BigEndianUnicode.GetBytes(ParentName).CopyTo(header, 64);
        Seal(header, 36);
        return header;
    }

    public byte[] Dynamic()
    {
        var file = new MemoryStream();
        file.Write(Footer());
        file.Write(Header());
        for (var block = 0; block < BlockCount; block++)
        {
            var entry = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(entry, Table.GetValueOrDefault(block, uint.MaxValue));
            file.Write(entry);
        }

        file.SetLength(Math.Max((file.Length + 511) / 512 * 512, file.Length));
        foreach (var (offset, bytes) in _blocks)
        {
            file.Position = offset;
            file.Write(bytes);
        }

        file.Position = file.Length;
        file.Write(Footer());
        return file.ToArray();
    }

    public byte[] Fixed(byte[] disk)
    {
        DiskType = 2;
        DiskSize = DiskSize == 8 << 20 ? disk.Length : DiskSize;
        return [.. disk, .. Footer()];
    }

    private static void Seal(byte[] bytes, int field)
    {
        uint sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(field), ~sum);
    }
}
