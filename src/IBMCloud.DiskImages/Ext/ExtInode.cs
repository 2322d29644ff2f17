using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Ext;

/// <summary>An inode: what a file is and where its data are. Little-endian. (Linux, Documentation/filesystems/ext4/dynamic, "Index Nodes")</summary>
/// <remarks>
/// <list type="table">
/// <item><term>0x00, 2</term><description>mode</description></item>
/// <item><term>0x04, 4; 0x6C, 4</term><description>size, low and high half</description></item>
/// <item><term>0x20, 4</term><description>flags</description></item>
/// <item><term>0x28, 60</term><description>map of blocks, an extent tree's root, a short link's target or inline data</description></item>
/// <item><term>0x80, 2</term><description>how much of an inode of more than 128 bytes is used; attributes follow</description></item>
/// </list>
/// </remarks>
internal sealed class ExtInode
{
    public const int MinSize = 128;
    public const int MapSize = 60;
    private const int MapField = 0x28;
    private const int ExtraSizeField = 0x80;
    private const uint Encrypted = 0x800;
    private const uint UsesExtents = 0x8_0000;
    private const uint InlineData = 0x1000_0000;
    private readonly byte[] _bytes;

    public ExtInode(uint number, byte[] bytes)
    {
        Number = number;
        _bytes = bytes;
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        Kind = (mode >> 12) switch
        {
            0x4 => ExtFileKind.Directory,
            0x8 => ExtFileKind.File,
            0xA => ExtFileKind.SymbolicLink,
            _ => ExtFileKind.Other,
        };

        // The high half has another meaning for what is neither file nor folder in old file systems.
        var high = Kind is ExtFileKind.File or ExtFileKind.Directory ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(0x6C)) : 0;
        var size = ((ulong)high << 32) | BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        Length = size <= long.MaxValue ? (long)size : throw ExtFileSystem.Damaged($"inode {number:N0} has a size that cannot be");
        if ((Flags & Encrypted) != 0)
        {
            throw new DiskImageException(DiskImageError.Unsupported, $"A file of the ext file system (inode {number:N0}) is encrypted by the file system. Look into it by other means.");
        }
    }

    public uint Number { get; }

    public ExtFileKind Kind { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    public bool HasExtents => (Flags & UsesExtents) != 0;

    public bool HasInlineData => (Flags & InlineData) != 0;

    /// <summary>Whether a symbolic link's target stands in the inode.</summary>
    public bool IsShortLink => Kind == ExtFileKind.SymbolicLink && Length < MapSize && !HasExtents && !HasInlineData;

    public ReadOnlySpan<byte> Map => _bytes.AsSpan(MapField, MapSize);

    /// <summary>Where attributes lie in the inode; empty where it has no room for any.</summary>
    public ReadOnlySpan<byte> Attributes
    {
        get
        {
            if (_bytes.Length <= MinSize)
            {
                return [];
            }

            var start = MinSize + BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(ExtraSizeField));
            return start < _bytes.Length ? _bytes.AsSpan(start) : [];
        }
    }

    private uint Flags => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(0x20));
}

/// <summary>What an inode is.</summary>
internal enum ExtFileKind
{
    /// <summary>A device, a socket, a pipe, or nothing.</summary>
    Other,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,
}
