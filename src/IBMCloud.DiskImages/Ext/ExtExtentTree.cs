using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Ext;

/// <summary>The tree of extents that ext4 maps a file's blocks by. Little-endian. (Linux, Documentation/filesystems/ext4/ifork, "Extent Tree")</summary>
/// <remarks>
/// <list type="table">
/// <item><term>0, 2+2+2+2</term><description>header: 0xF30A, entries, room for entries, depth (0: a leaf)</description></item>
/// <item><term>12 × n, 4</term><description>entry: the file's block that it begins at</description></item>
/// <item><term>+4, 4+2</term><description>of a node: the block below, low and high</description></item>
/// <item><term>+4, 2+2+4</term><description>of a leaf: blocks (above 32,768: not written yet, reads as zeros), first block on the disk, high and low</description></item>
/// </list>
/// </remarks>
internal static class ExtExtentTree
{
    private const ushort Magic = 0xF30A;
    private const int EntrySize = 12;
    private const int MaxDepth = 5;
    private const int MaxWritten = 32_768;

    /// <summary>Where a block of a file lies and how many follow it there; 0 for a hole.</summary>
    public static async ValueTask<ExtRun> FindAsync(ExtInode inode, long block, ExtBlocks blocks, CancellationToken cancellationToken)
    {
        var node = inode.Map.ToArray();
        long end = 1L << 32;
        for (int? below = null; ; )
        {
            var depth = Check(node, inode.Number);
            if (below is { } expected && depth != expected)
            {
                throw ExtFileSystem.Damaged($"a level of the extent tree of inode {inode.Number:N0} is missing");
            }

            var (index, next) = Search(node, block, end);
            end = next;
            if (index < 0)
            {
                return new ExtRun(0, Math.Max(end - block, 1));
            }

            var entry = node.AsMemory(EntrySize * (index + 1), EntrySize);
            if (depth == 0)
            {
                return Leaf(entry.Span, block, end);
            }

            below = depth - 1;
            node = await blocks.ReadAsync(Combine(BinaryPrimitives.ReadUInt16LittleEndian(entry.Span[8..]), BinaryPrimitives.ReadUInt32LittleEndian(entry.Span[4..])), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static int Check(ReadOnlySpan<byte> node, uint inode)
    {
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(node[2..]);
        var depth = BinaryPrimitives.ReadUInt16LittleEndian(node[6..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(node) != Magic || entries > (node.Length / EntrySize) - 1 || depth > MaxDepth)
        {
            throw ExtFileSystem.Damaged($"the extent tree of inode {inode:N0} cannot be");
        }

        return depth;
    }

    // The last entry that begins at or before the block, and where the one after it begins.
    private static (int Index, long Next) Search(ReadOnlySpan<byte> node, long block, long end)
    {
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(node[2..]);
        int low = 0, high = entries;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = FirstBlock(node, middle) <= block ? (middle + 1, high) : (low, middle);
        }

        return (low - 1, low < entries ? Math.Min(end, FirstBlock(node, low)) : end);
    }

    private static ExtRun Leaf(ReadOnlySpan<byte> entry, long block, long end)
    {
        var inside = block - BinaryPrimitives.ReadUInt32LittleEndian(entry);
        var length = (long)BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]);
        var isWritten = length <= MaxWritten;
        length = isWritten ? length : length - MaxWritten;
        if (inside >= length)
        {
            return new ExtRun(0, Math.Max(end - block, 1));
        }

        var first = Combine(BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]));
        return new ExtRun(isWritten ? first + inside : 0, length - inside);
    }

    private static uint FirstBlock(ReadOnlySpan<byte> node, int index) => BinaryPrimitives.ReadUInt32LittleEndian(node[(EntrySize * (index + 1))..]);

    private static long Combine(ushort high, uint low) => ((long)high << 32) | low;
}
