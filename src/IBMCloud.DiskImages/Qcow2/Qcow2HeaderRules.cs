using System.Text;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>What a qcow2 header may say before anything trusts it.</summary>
internal static class Qcow2HeaderRules
{
    public const int MinClusterBits = 9;
    public const int MaxClusterBits = 21;

    /// <summary>32 MiB, as qemu has it: 4 M entries.</summary>
    private const uint MaxL1Entries = (32 << 20) / sizeof(ulong);

    private const ulong KnownFeatures = Qcow2Header.Dirty | Qcow2Header.CompressionType;

    /// <param name="header">The header.</param>
    /// <param name="start">The file's first bytes: a cluster, or what there is of it.</param>
    /// <param name="fileLength">Length of the file in bytes.</param>
    public static void Check(Qcow2Header header, ReadOnlySpan<byte> start, long fileLength)
    {
        CheckFeatures(header, start);
        if (header.ClusterBits is < MinClusterBits or > MaxClusterBits || header.Length > (uint)header.ClusterSize
            || (header.Version == 3 && (header.Length < Qcow2Header.Version3Length || header.Length % 8 != 0)))
        {
            throw Damaged("its cluster size or header length cannot be");
        }

        if (header.VirtualSize is 0 or > long.MaxValue || header.VirtualSize % 512 != 0)
        {
            throw Damaged("its virtual size is no whole number of 512-byte sectors above zero");
        }

        var covered = (ulong)header.ClusterSize * ((ulong)header.ClusterSize / sizeof(ulong));
        if (header.L1Entries > MaxL1Entries)
        {
            throw new DiskImageException(DiskImageError.LimitExceeded,
                $"The qcow2 file's L1 table has {header.L1Entries:N0} entries; at most {MaxL1Entries:N0} are read. Convert it to larger clusters with qemu-img.");
        }

        if (header.L1Entries < ((header.VirtualSize - 1) / covered) + 1)
        {
            throw Damaged("its L1 table is too small for its virtual size");
        }

        if (header.L1Offset % (ulong)header.ClusterSize != 0 || header.L1Offset == 0)
        {
            throw Damaged("its L1 table does not lie on a cluster");
        }

        if (header.L1Offset > (ulong)fileLength || (ulong)fileLength - header.L1Offset < header.L1Entries * (ulong)sizeof(ulong))
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"The qcow2 file ends at byte {fileLength:N0}, before its L1 table does: it was cut short. Export or download the image again.");
        }
    }

    private static void CheckFeatures(Qcow2Header header, ReadOnlySpan<byte> start)
    {
        if (header.BackingFileOffset != 0)
        {
            throw new DiskImageException(DiskImageError.NeedsParent,
                $"The qcow2 file holds only what differs from its backing file '{BackingFile(header, start)}'. Join them first: qemu-img convert -O qcow2 FILE JOINED.");
        }

        if ((header.Incompatible & Qcow2Header.ExternalData) != 0)
        {
            throw new DiskImageException(DiskImageError.NeedsParent,
                "The qcow2 file keeps its data in an external data file. Join them first: qemu-img convert -O qcow2 FILE JOINED.");
        }

        if ((header.Incompatible & Qcow2Header.Corrupt) != 0)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                "The qcow2 file is marked as corrupt by the program that wrote it. Repair it with qemu-img check -r all, or take a good copy.");
        }

        if ((header.Incompatible & Qcow2Header.ExtendedL2) != 0)
        {
            throw new DiskImageException(DiskImageError.Unsupported,
                "The qcow2 file has extended L2 entries (subclusters). Convert it: qemu-img convert -O qcow2 FILE CONVERTED.");
        }

        if ((header.Incompatible & ~KnownFeatures) != 0 || header.Compression > 1 || header.Crypt > Qcow2Header.CryptLuks)
        {
            throw new DiskImageException(DiskImageError.Unsupported,
                $"The qcow2 file uses features (0x{header.Incompatible:x}), a compression or an encryption that are not known. Convert it: qemu-img convert -O qcow2 FILE CONVERTED.");
        }

        if (header.Crypt == Qcow2Header.CryptAes)
        {
            throw new DiskImageException(DiskImageError.Unsupported,
                "The qcow2 file is encrypted with the old AES method, which is unsafe and long abandoned. Decrypt it with an old qemu-img, then encrypt it anew.");
        }
    }

    // The name ends up in a message, so only what can be printed is kept of it.
    private static string BackingFile(Qcow2Header header, ReadOnlySpan<byte> start)
    {
        if (header.BackingFileLength > 1023 || header.BackingFileOffset + header.BackingFileLength > (ulong)start.Length)
        {
            return "(unreadable name)";
        }

        var name = start.Slice((int)header.BackingFileOffset, (int)header.BackingFileLength);
        return new string([.. Encoding.UTF8.GetString(name).Where(c => !char.IsControl(c) && c != '\uFFFD')]);
    }

    private static DiskImageException Damaged(string how) =>
        new(DiskImageError.Corrupt, $"The qcow2 file's header is damaged: {how}. Export or download the image again.");
}
