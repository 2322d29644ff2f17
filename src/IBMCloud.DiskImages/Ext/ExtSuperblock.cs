using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Ext;

/// <summary>
/// The superblock of ext2, ext3 and ext4: 1,024 bytes at offset 1,024. Little-endian. (Linux, Documentation/filesystems/ext4/globals, "Super Block")
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>0x00, 4+4</term><description>inodes; blocks, low half</description></item>
/// <item><term>0x14, 4+4</term><description>first data block; block size is 1,024 &lt;&lt; this</description></item>
/// <item><term>0x20, 4; 0x28, 4</term><description>blocks in a group; inodes in a group</description></item>
/// <item><term>0x38, 2</term><description>magic 0xEF53</description></item>
/// <item><term>0x4C, 4; 0x58, 2</term><description>revision; size of an inode (128 in revision 0)</description></item>
/// <item><term>0x5C, 4+4+4</term><description>features: compatible, incompatible, read-only compatible</description></item>
/// <item><term>0xFE, 2</term><description>size of a group descriptor (32 without the 64bit feature)</description></item>
/// <item><term>0x104, 4</term><description>first meta block group</description></item>
/// <item><term>0x150, 4</term><description>blocks, high half</description></item>
/// <item><term>0x24C, 2 × 4</term><description>groups with a copy of the superblock, with sparse_super2</description></item>
/// </list>
/// </remarks>
internal sealed record ExtSuperblock
{
    public const int Offset = 1024;
    public const int Size = 1024;
    public const int MagicField = 0x38;

    private const uint HasJournal = 0x4;
    private const uint SparseSuper2 = 0x200;
    private const uint FileType = 0x2;
    private const uint Recover = 0x4;
    private const uint MetaBlockGroups = 0x10;
    private const uint Extents = 0x40;
    private const uint Is64Bit = 0x80;
    private const uint FlexibleGroups = 0x200;
    private const uint SparseSuper = 0x1;
    private const uint LargeFile = 0x2;

    // filetype, recover, meta_bg, extents, 64bit, mmp, flex_bg, ea_inode, csum_seed, large_dir, inline_data, encrypt, casefold.
    private const uint KnownIncompatible = FileType | Recover | MetaBlockGroups | Extents | Is64Bit | 0x100 | FlexibleGroups | 0x400 | 0x2000 | 0x4000 | 0x8000 | 0x1_0000 | 0x2_0000;

    public static ReadOnlySpan<byte> Magic => [0x53, 0xEF];

    public required uint InodeCount { get; init; }

    public required long BlockCount { get; init; }

    public required uint FirstDataBlock { get; init; }

    public required int BlockSize { get; init; }

    public required uint BlocksPerGroup { get; init; }

    public required uint InodesPerGroup { get; init; }

    public required int InodeSize { get; init; }

    public required uint Compatible { get; init; }

    public required uint Incompatible { get; init; }

    public required uint ReadOnlyCompatible { get; init; }

    public required int DescriptorSize { get; init; }

    public required uint FirstMetaGroup { get; init; }

    public required (uint First, uint Second) BackupGroups { get; init; }

    /// <summary>Whether its journal holds changes that its blocks do not have yet.</summary>
    public bool NeedsRecovery => (Incompatible & Recover) != 0;

    public bool HasMetaBlockGroups => (Incompatible & MetaBlockGroups) != 0;

    public bool Has64BitDescriptors => DescriptorSize >= 64;

    /// <summary>2, 3 or 4: which of the three needs no more than the features that it has.</summary>
    public int Generation =>
        (Incompatible & ~(FileType | Recover | MetaBlockGroups)) != 0 || (ReadOnlyCompatible & ~(SparseSuper | LargeFile | 0x4)) != 0 ? 4
        : (Compatible & HasJournal) != 0 ? 3
        : 2;

    public uint GroupCount => (uint)((BlockCount - FirstDataBlock + BlocksPerGroup - 1) / BlocksPerGroup);

    /// <summary>Reads and checks a superblock of a file system that has <paramref name="available"/> bytes of the disk.</summary>
    public static ExtSuperblock Read(ReadOnlySpan<byte> bytes, long available)
    {
        if (bytes.Length < Size || !bytes[MagicField..].StartsWith(Magic))
        {
            throw new DiskImageException(DiskImageError.WrongFormat, "There is no ext2, ext3 or ext4 file system here.");
        }

        var incompatible = U32(bytes, 0x60);
        if ((incompatible & ~KnownIncompatible) != 0)
        {
            throw new DiskImageException(DiskImageError.Unsupported,
                $"The ext file system has features that are not known here (0x{incompatible & ~KnownIncompatible:x}). Look into the image by other means.");
        }

        var blockBits = U32(bytes, 0x18);
        var isOld = U32(bytes, 0x4C) == 0;
        var high = (incompatible & Is64Bit) != 0 ? U32(bytes, 0x150) : 0;
        if (blockBits > 6)
        {
            throw Damaged("its block size cannot be");
        }

        var superblock = new ExtSuperblock
        {
            InodeCount = U32(bytes, 0),
            BlockCount = (long)Math.Min(((ulong)high << 32) | U32(bytes, 4), long.MaxValue >> 20),
            FirstDataBlock = U32(bytes, 0x14),
            BlockSize = 1024 << (int)blockBits,
            BlocksPerGroup = U32(bytes, 0x20),
            InodesPerGroup = U32(bytes, 0x28),
            InodeSize = isOld ? ExtInode.MinSize : BinaryPrimitives.ReadUInt16LittleEndian(bytes[0x58..]),
            Compatible = isOld ? 0 : U32(bytes, 0x5C),
            Incompatible = incompatible,
            ReadOnlyCompatible = isOld ? 0 : U32(bytes, 0x64),
            DescriptorSize = (incompatible & Is64Bit) != 0 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[0xFE..]) : 32,
            FirstMetaGroup = U32(bytes, 0x104),
            BackupGroups = (U32(bytes, 0x24C), U32(bytes, 0x250)),
        };
        superblock.Check(available);
        return superblock;
    }

    /// <summary>Whether a group begins with a copy of the superblock.</summary>
    public bool HasSuperblock(uint group)
    {
        if (group == 0)
        {
            return true;
        }

        if ((Compatible & SparseSuper2) != 0)
        {
            return group == BackupGroups.First || group == BackupGroups.Second;
        }

        return (ReadOnlyCompatible & SparseSuper) == 0 || group == 1 || IsPower(group, 3) || IsPower(group, 5) || IsPower(group, 7);
    }

    private void Check(long available)
    {
        if (InodeSize < ExtInode.MinSize || InodeSize > BlockSize || !int.IsPow2(InodeSize))
        {
            throw Damaged("its inode size cannot be");
        }

        if (DescriptorSize is < 32 or > 1024 || !int.IsPow2(DescriptorSize))
        {
            throw Damaged("the size of its group descriptors cannot be");
        }

        if (BlocksPerGroup == 0 || InodesPerGroup == 0 || InodeCount == 0 || BlockCount <= FirstDataBlock)
        {
            throw Damaged("it counts no blocks or no inodes");
        }

        if (BlockCount > available / BlockSize)
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"The ext file system has {BlockCount:N0} blocks of {BlockSize:N0} bytes, its partition only {available:N0} bytes: the image was cut short. Export it again.");
        }
    }

    private static bool IsPower(uint value, uint of)
    {
        while (value % of == 0 && value > 1)
        {
            value /= of;
        }

        return value == 1;
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static DiskImageException Damaged(string how) => ExtFileSystem.Damaged($"in its superblock {how}");
}
