using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

/// <summary>
/// An encrypted VHD of a whole disk, put together from the specification in the order of the file, with the system's AES: slow and plain to see.
/// It shares no code with the product.
/// </summary>
internal static class ReferenceEncryptedVhd
{
    private const int Sector = 512;
    private const int Block = 2 << 20;

    public static byte[] Write(byte[] disk, byte[] key, Guid id, uint seconds)
    {
        byte[] padded = [.. disk, .. new byte[(Block - (disk.Length % Block)) % Block]];
        var encrypted = ReferenceXts.Encrypt(padded, key);
        var count = padded.Length / Block;
        var present = Enumerable.Range(0, count).Where(block => padded.AsSpan(block * Block, Block).ContainsAnyExcept((byte)0)).ToList();

        var footer = Footer(padded.Length, id, seconds);
        var table = Align(new byte[count * 4], 0);
        var batmap = Align(new byte[(count + 7) / 8], 0);
        var batmapOffset = 1536 + table.Length + Sector;

        // The bitmap's sector comes just before the data, which begin at a multiple of 4 KiB.
        var first = ((batmapOffset + batmap.Length) / Sector) + 1;
        first = ((first + 7) / 8 * 8) - 1;
        for (var block = 0; block < count; block++)
        {
            var index = present.IndexOf(block);
            BinaryPrimitives.WriteUInt32BigEndian(table.AsSpan(block * 4), index < 0 ? uint.MaxValue : (uint)(first + (index * 4104)));
            batmap[block / 8] |= index < 0 ? (byte)0 : (byte)(0x80 >> (block % 8));
        }

        var file = new MemoryStream();
        file.Write(footer);
        file.Write(Header(count));
        file.Write(table);
        file.Write(BatmapHeader(batmapOffset, batmap, padded.Length, key));
        file.Write(batmap);
        foreach (var block in present)
        {
            file.SetLength((first + (present.IndexOf(block) * 4104L)) * Sector);
            file.Position = file.Length;
            file.Write(Enumerable.Repeat((byte)0xFF, Sector).ToArray());
            file.Write(encrypted.AsSpan(block * Block, Block));
        }

        // A disk of zeros has no block: the footer stands where the first would.
        file.SetLength(Math.Max(file.Length, (long)first * Sector));
        file.Position = file.Length;
        file.Write(footer);
        return file.ToArray();
    }

    private static byte[] Footer(long size, Guid id, uint seconds)
    {
        var footer = new byte[Sector];
        Encoding.ASCII.GetBytes("conectix").CopyTo(footer, 0);
        Put32(footer, 8, 2);
        Put32(footer, 12, 0x0001_0000);
        BinaryPrimitives.WriteUInt64BigEndian(footer.AsSpan(16), 512);
        Put32(footer, 24, seconds);
        Encoding.ASCII.GetBytes("tap\0").CopyTo(footer, 28);
        Put32(footer, 32, 0x0001_0003);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(40), size);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(48), size);
        var (cylinders, heads, sectors) = Geometry(size);
        BinaryPrimitives.WriteUInt16BigEndian(footer.AsSpan(56), (ushort)cylinders);
        (footer[58], footer[59]) = ((byte)heads, (byte)sectors);
        Put32(footer, 60, 3);
        id.TryWriteBytes(footer.AsSpan(68), bigEndian: true, out _);
        return Seal(footer, 64);
    }

    private static byte[] Header(int count)
    {
        var header = new byte[1024];
        Encoding.ASCII.GetBytes("cxsparse").CopyTo(header, 0);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(8), ulong.MaxValue);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(16), 1536);
        Put32(header, 24, 0x0001_0000);
        Put32(header, 28, (uint)count);
        Put32(header, 32, Block);
        return Seal(header, 36);
    }

    private static byte[] BatmapHeader(long offset, byte[] batmap, long size, byte[] key)
    {
        var header = new byte[Sector];
        Encoding.ASCII.GetBytes("tdbatmap").CopyTo(header, 0);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(8), offset);
        Put32(header, 16, (uint)(batmap.Length / Sector));
        Put32(header, 20, 0x0001_0002);
        var summed = (int)Math.Max(Sector, ((size >> 24) + 511) / 512 * 512);
        Put32(header, 24, ~(uint)batmap.Take(summed).Sum(value => value));
        header[29] = 1;
        SHA256.HashData([.. new byte[32], .. key]).CopyTo(header, 62);
        return header;
    }

    // The VHD specification's appendix.
    private static (long Cylinders, long Heads, long Sectors) Geometry(long size)
    {
        var total = Math.Min(size / Sector, 65535L * 16 * 255);
        if (total >= 65535L * 16 * 63)
        {
            return (total / 255 / 16, 16, 255);
        }

        long sectors = 17, perTrack = total / 17, heads = Math.Max(4, (perTrack + 1023) / 1024);
        if (perTrack >= heads * 1024 || heads > 16)
        {
            (sectors, heads) = (31, 16);
            perTrack = total / 31;
        }

        if (perTrack >= heads * 1024)
        {
            (sectors, heads) = (63, 16);
            perTrack = total / 63;
        }

        return (perTrack / heads, heads, sectors);
    }

    private static byte[] Seal(byte[] bytes, int field)
    {
        Put32(bytes, field, ~(uint)bytes.Sum(value => value));
        return bytes;
    }

    private static byte[] Align(byte[] bytes, byte fill) => [.. bytes, .. Enumerable.Repeat(fill, (Sector - (bytes.Length % Sector)) % Sector)];

    private static void Put32(byte[] bytes, int offset, uint value) => BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset), value);
}
