using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Ext;

/// <summary>
/// Data that stand in the inode itself: the 60 bytes of its map, and what does not fit there in the attribute <c>system.data</c>.
/// (Linux, Documentation/filesystems/ext4/inlinedata, attributes)
/// </summary>
/// <remarks>Attributes: 0xEA020000, then entries: name's length (1), name's prefix (1; 7 is <c>system.</c>), value's offset (2) counted from the first entry,
/// inode (4), value's size (4), hash (4), name, padded to 4 bytes. Four zero bytes end them.</remarks>
internal static class ExtInlineData
{
    private const uint Magic = 0xEA02_0000;
    private const int EntryHeader = 16;
    private const byte SystemPrefix = 7;

    public static byte[] Read(ExtInode inode)
    {
        var rest = FindAttribute(inode);
        var length = (int)Math.Min(inode.Length, ExtInode.MapSize + rest.Length);
        if (length < inode.Length)
        {
            throw ExtFileSystem.Damaged($"the inline data of inode {inode.Number:N0} end before the file does");
        }

        byte[] all = [.. inode.Map, .. rest];
        return all[..length];
    }

    private static ReadOnlySpan<byte> FindAttribute(ExtInode inode)
    {
        var area = inode.Attributes;
        if (area.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(area) != Magic)
        {
            return [];
        }

        area = area[sizeof(uint)..];
        for (var at = 0; at + EntryHeader <= area.Length && BinaryPrimitives.ReadUInt32LittleEndian(area[at..]) != 0;)
        {
            var nameLength = area[at];
            var name = area[(at + EntryHeader)..];
            if (nameLength <= name.Length && area[at + 1] == SystemPrefix && name[..nameLength].SequenceEqual("data"u8))
            {
                var offset = BinaryPrimitives.ReadUInt16LittleEndian(area[(at + 2)..]);
                var size = BinaryPrimitives.ReadUInt32LittleEndian(area[(at + 8)..]);
                return size == 0 ? []
                    : offset <= area.Length && size <= (uint)(area.Length - offset) ? area.Slice(offset, (int)size)
                    : throw ExtFileSystem.Damaged($"the inline data of inode {inode.Number:N0} do not lie in it");
            }

            at += (EntryHeader + nameLength + 3) / 4 * 4;
        }

        return [];
    }
}
