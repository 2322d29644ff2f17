using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Ext;

/// <summary>
/// The old map from a file's blocks to the disk's: 12 numbers, then one block of numbers, one of blocks of numbers, and one of those again. 0 is a hole.
/// </summary>
internal static class ExtBlockMap
{
    private const int Direct = 12;

    /// <summary>Where a block of a file lies and how many follow it there; 0 for a hole.</summary>
    public static async ValueTask<ExtRun> FindAsync(ExtInode inode, long block, ExtBlocks blocks, CancellationToken cancellationToken)
    {
        if (block < Direct)
        {
            return Run(inode.Map[..(Direct * sizeof(uint))], (int)block, 1);
        }

        var perBlock = (long)blocks.BlockSize / sizeof(uint);
        var index = block - Direct;
        long span = 1;
        for (var level = 1; level <= 3; level++)
        {
            span *= perBlock;
            if (index < span)
            {
                return await DescendAsync(BinaryPrimitives.ReadUInt32LittleEndian(inode.Map[((Direct - 1 + level) * sizeof(uint))..]), index, span, perBlock, blocks, cancellationToken)
                    .ConfigureAwait(false);
            }

            index -= span;
        }

        throw ExtFileSystem.Damaged($"inode {inode.Number:N0} is larger than its map of blocks reaches");
    }

    private static async ValueTask<ExtRun> DescendAsync(uint pointer, long index, long span, long perBlock, ExtBlocks blocks, CancellationToken cancellationToken)
    {
        while (pointer != 0)
        {
            span /= perBlock;
            var numbers = await blocks.ReadAsync(pointer, cancellationToken).ConfigureAwait(false);
            if (span == 1)
            {
                return Run(numbers, (int)index, 1);
            }

            pointer = BinaryPrimitives.ReadUInt32LittleEndian(numbers.AsSpan((int)(index / span) * sizeof(uint)));
            index %= span;
        }

        return new ExtRun(0, span - index);
    }

    private static ExtRun Run(ReadOnlySpan<byte> numbers, int index, long count)
    {
        var first = BinaryPrimitives.ReadUInt32LittleEndian(numbers[(index * sizeof(uint))..]);
        while (index + count < numbers.Length / sizeof(uint)
            && BinaryPrimitives.ReadUInt32LittleEndian(numbers[((int)(index + count) * sizeof(uint))..]) == (first == 0 ? 0 : first + count))
        {
            count++;
        }

        return new ExtRun(first, count);
    }
}

/// <summary>Blocks of a file that lie together.</summary>
/// <param name="Block">The first one's number on the disk; 0 where they read as zeros.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ExtRun(long Block, long Count);
