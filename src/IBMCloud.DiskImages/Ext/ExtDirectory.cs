using System.Buffers.Binary;
using System.Text;

namespace IBMCloud.DiskImages.Ext;

/// <summary>
/// The entries of a folder. Little-endian: inode (4), length of the entry (2), of the name (1), kind (1), name. Inode 0 is a gap.
/// (Linux, Documentation/filesystems/ext4/directory)
/// </summary>
/// <remarks>A folder with an index (htree) is read like any other: its index blocks look like blocks with one gap, for readers that do not know them.</remarks>
internal static class ExtDirectory
{
    /// <summary>Some 400,000 names.</summary>
    public const int MaxBytes = 16 << 20;

    private const int EntryHeader = 8;

    /// <summary>The folder itself and the one above stand before the entries of an inline folder as the upper inode alone.</summary>
    private const int InlineParent = 4;

    public static async ValueTask<List<(string Name, uint Inode)>> ReadAsync(ExtInode inode, ExtBlocks blocks, CancellationToken cancellationToken)
    {
        var bytes = await new ExtFile(inode, blocks).ReadAllAsync(MaxBytes, cancellationToken).ConfigureAwait(false);
        var entries = new List<(string Name, uint Inode)>();
        if (inode.HasInlineData)
        {
            // The entries in the map and those in the attribute are two lists: none lies across.
            Parse(bytes.AsSpan(Math.Min(InlineParent, bytes.Length), Math.Max(Math.Min(bytes.Length, ExtInode.MapSize) - InlineParent, 0)), inode.Number, entries);
            Parse(bytes.AsSpan(Math.Min(ExtInode.MapSize, bytes.Length)), inode.Number, entries);
            return entries;
        }

        for (var at = 0; at < bytes.Length; at += blocks.BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Parse(bytes.AsSpan(at, Math.Min(blocks.BlockSize, bytes.Length - at)), inode.Number, entries);
        }

        return entries;
    }

    private static void Parse(ReadOnlySpan<byte> block, uint folder, List<(string Name, uint Inode)> entries)
    {
        while (block.Length >= EntryHeader)
        {
            var inode = BinaryPrimitives.ReadUInt32LittleEndian(block);
            var length = EntryLength(BinaryPrimitives.ReadUInt16LittleEndian(block[4..]));
            var nameLength = block[6];
            if (length < EntryHeader || length % 4 != 0 || length > block.Length || EntryHeader + nameLength > length)
            {
                throw ExtFileSystem.Damaged($"an entry of the folder in inode {folder:N0} cannot be");
            }

            if (inode != 0 && nameLength > 0)
            {
                entries.Add((Encoding.UTF8.GetString(block.Slice(EntryHeader, nameLength)), inode));
            }

            block = block[length..];
        }
    }

    // Blocks of 64 KiB: 65,536 does not fit the field; 0 and 65,535 stand for it, and the low bits for what is above 65,532.
    private static int EntryLength(ushort stored) => stored is 0 or ushort.MaxValue ? 65_536 : (stored & 0xFFFC) | ((stored & 3) << 16);
}
