using IBMCloud.DiskImages.Ext;
using IBMCloud.DiskImages.FileSystems;
using IBMCloud.DiskImages.Partitions;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>A partition and what is in it.</summary>
/// <param name="Partition">Where it lies.</param>
/// <param name="Kind">What it holds, by its superblock.</param>
/// <param name="Files">Its files, where it is ext2, ext3 or ext4 and sound.</param>
/// <param name="Problem">Why its files cannot be read though it is ext, or null.</param>
/// <param name="HoldsRoot">Whether it is the guest's /.</param>
/// <param name="HoldsKernel">Whether kernels lie at its root: it is the guest's /boot.</param>
internal sealed record GuestVolume(Partition Partition, FileSystemKind Kind, ExtFileSystem? Files, string? Problem, bool HoldsRoot, bool HoldsKernel)
{
    public static async ValueTask<GuestVolume> ReadAsync(ImageSource disk, Partition partition, CancellationToken cancellationToken)
    {
        var kind = await FileSystemSignature.DetectAsync(disk, partition.Offset, partition.Length, cancellationToken).ConfigureAwait(false);
        if (kind != FileSystemKind.Ext)
        {
            return new GuestVolume(partition, kind, null, null, false, false);
        }

        try
        {
            var files = await ExtFileSystem.OpenAsync(disk, partition.Offset, partition.Length, cancellationToken).ConfigureAwait(false);
            var names = await files.ListAsync("/", cancellationToken).ConfigureAwait(false) ?? throw ExtFileSystem.Damaged("its root is no folder");
            var holdsRoot = names.Contains("etc") && (names.Contains("usr") || names.Contains("bin"));
            return new GuestVolume(partition, kind, files, null, holdsRoot, !holdsRoot && names.Any(IsKernel));
        }
        catch (DiskImageException e)
        {
            return new GuestVolume(partition, kind, null, e.Message, false, false);
        }
    }

    public static bool IsKernel(string name) => name.StartsWith("vmlinuz", StringComparison.Ordinal) || name.StartsWith("vmlinux", StringComparison.Ordinal);

    public string KindName => Kind switch
    {
        FileSystemKind.Ext => Files is { } files ? $"ext{files.Superblock.Generation}" : "ext",
        FileSystemKind.Xfs => "XFS",
        FileSystemKind.Btrfs => "Btrfs",
        FileSystemKind.Ntfs => "NTFS",
        FileSystemKind.Fat => "FAT",
        FileSystemKind.Swap => "swap",
        FileSystemKind.LvmPhysicalVolume => "LVM",
        FileSystemKind.LinuxRaid => "Linux RAID",
        FileSystemKind.Luks => "LUKS",
        _ => "of no known kind",
    };

    public override string ToString() => $"partition {Partition.Number} ({KindName})";
}
