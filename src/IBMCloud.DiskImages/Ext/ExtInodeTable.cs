using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Ext;

/// <summary>Finds inodes by the group descriptors. (Linux, Documentation/filesystems/ext4/globals, "Block Group Descriptors")</summary>
/// <remarks>A descriptor: the first block of its group's inodes, low half at 8, high half at 40 where descriptors have 64 bytes.</remarks>
internal sealed class ExtInodeTable(ExtSuperblock superblock, ExtBlocks blocks)
{
    public async ValueTask<ExtInode> ReadAsync(uint number, CancellationToken cancellationToken)
    {
        if (number == 0 || number > superblock.InodeCount)
        {
            throw ExtFileSystem.Damaged($"it names inode {number:N0} of {superblock.InodeCount:N0}");
        }

        var (group, index) = Math.DivRem(number - 1, superblock.InodesPerGroup);
        if (group >= superblock.GroupCount)
        {
            throw ExtFileSystem.Damaged($"inode {number:N0} lies in group {group:N0} of {superblock.GroupCount:N0}");
        }

        var bytes = new byte[superblock.InodeSize];
        var table = await TableOfAsync(group, cancellationToken).ConfigureAwait(false);
        var at = (long)index * superblock.InodeSize;
        var block = await blocks.ReadAsync(table + (at / blocks.BlockSize), cancellationToken).ConfigureAwait(false);
        block.AsSpan((int)(at % blocks.BlockSize), bytes.Length).CopyTo(bytes);
        return new ExtInode(number, bytes);
    }

    // Counted from block 0 also where, with blocks of 1 KiB in clusters, the first group begins there.
    private long SuperblockBlock => ExtSuperblock.Offset / blocks.BlockSize;

    private async ValueTask<long> TableOfAsync(uint group, CancellationToken cancellationToken)
    {
        var perBlock = (uint)(blocks.BlockSize / superblock.DescriptorSize);
        var block = await blocks.ReadAsync(DescriptorBlock(group / perBlock, perBlock), cancellationToken).ConfigureAwait(false);
        var descriptor = block.AsSpan((int)(group % perBlock) * superblock.DescriptorSize, superblock.DescriptorSize);
        var high = superblock.Has64BitDescriptors ? BinaryPrimitives.ReadUInt32LittleEndian(descriptor[40..]) : 0;
        var table = ((ulong)high << 32) | BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]);
        return table < (ulong)blocks.Count ? (long)table : throw ExtFileSystem.Damaged($"the inodes of group {group:N0} are said to lie in block {table:N0} of {blocks.Count:N0}");
    }

    private long DescriptorBlock(uint index, uint perBlock)
    {
        if (!superblock.HasMetaBlockGroups || index < superblock.FirstMetaGroup)
        {
            return SuperblockBlock + 1 + index;
        }

        // With meta block groups each block of descriptors lies in the first of the groups that it describes, after the superblock's copy.
        var first = index * perBlock;
        var shift = superblock.HasSuperblock(first) ? 1 : 0;
        shift += first == 0 && SuperblockBlock > superblock.FirstDataBlock ? 1 : 0;
        return superblock.FirstDataBlock + ((long)first * superblock.BlocksPerGroup) + shift;
    }
}
