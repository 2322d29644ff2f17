using IBMCloud.DiskImages.FileSystems;
using IBMCloud.DiskImages.Partitions;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>What is on the guest's disk: partitions, file systems, and which of them are / and /boot.</summary>
internal sealed class GuestDisk
{
    /// <summary>More are not looked into: no server has them, and a hostile table may have thousands.</summary>
    private const int MostVolumes = 128;

    /// <summary>The first sector.</summary>
    public required byte[] BootSector { get; init; }

    /// <summary>The partition table; null where it is damaged.</summary>
    public PartitionTable? Table { get; private init; }

    /// <summary>Why there is no table to read, or null.</summary>
    public string? TableProblem { get; private init; }

    /// <summary>What fills the disk where it has no partitions.</summary>
    public FileSystemKind WholeDisk { get; private init; }

    /// <summary>The format of another image in the disk's place; raw where there is none.</summary>
    public DiskImageFormat Nested { get; private init; }

    public IReadOnlyList<GuestVolume> Volumes { get; private init; } = [];

    /// <summary>The volume of /; null where none could be told.</summary>
    public GuestVolume? Root { get; private init; }

    /// <summary>The files as the guest sees them; null where / could not be told.</summary>
    public GuestFiles? Files { get; private init; }

    /// <summary>Why / could not be told.</summary>
    public string RootProblem { get; private init; } = "";

    public GuestOperatingSystem? OperatingSystem { get; private init; }

    public static async ValueTask<GuestDisk> ReadAsync(ImageSource disk, CancellationToken cancellationToken)
    {
        var sector = new byte[MasterBootRecord.SectorSize];
        await disk.ReadAsync(0, sector, cancellationToken).ConfigureAwait(false);
        var nested = ImageSignature.Of(sector);
        var whole = await FileSystemSignature.DetectAsync(disk, 0, disk.Length, cancellationToken).ConfigureAwait(false);
        try
        {
            var table = await PartitionTable.ReadAsync(disk, cancellationToken).ConfigureAwait(false);
            return await ReadVolumesAsync(disk, sector, table, whole, nested, cancellationToken).ConfigureAwait(false);
        }
        catch (DiskImageException e)
        {
            return new GuestDisk { BootSector = sector, TableProblem = e.Message, WholeDisk = whole, Nested = nested, RootProblem = "The partition table cannot be read, so no file system was looked into." };
        }
    }

    private static async ValueTask<GuestDisk> ReadVolumesAsync(
        ImageSource disk, byte[] sector, PartitionTable table, FileSystemKind whole, DiskImageFormat nested, CancellationToken cancellationToken)
    {
        var volumes = new List<GuestVolume>();
        foreach (var partition in table.Partitions.Take(MostVolumes))
        {
            volumes.Add(await GuestVolume.ReadAsync(disk, partition, cancellationToken).ConfigureAwait(false));
        }

        var root = volumes.FirstOrDefault(volume => volume.HoldsRoot);
        var files = root is null ? null : await GuestFiles.OpenAsync(root, volumes, cancellationToken).ConfigureAwait(false);
        return new GuestDisk
        {
            BootSector = sector,
            Table = table,
            WholeDisk = whole,
            Nested = nested,
            Volumes = volumes,
            Root = root,
            Files = files,
            RootProblem = root is null ? WhyNoRoot(table, volumes) : "",
            OperatingSystem = files is null ? null : await ReadOperatingSystemAsync(files, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async ValueTask<GuestOperatingSystem?> ReadOperatingSystemAsync(GuestFiles files, CancellationToken cancellationToken)
    {
        try
        {
            return await GuestOperatingSystem.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        }
        catch (DiskImageException)
        {
            // The rule about the operating system reads it again, and reports why it cannot be read.
            return null;
        }
    }

    private static string WhyNoRoot(PartitionTable table, List<GuestVolume> volumes)
    {
        if (table.Partitions.Count == 0)
        {
            return "The disk has no partitions, so no file system was looked into.";
        }

        var unread = volumes.Where(volume => volume.Files is null).Select(volume => volume.Problem is null ? volume.ToString() : $"{volume}: {volume.Problem}").ToList();
        return unread.Count == 0
            ? "No partition holds a root file system: none has /etc."
            : $"No root file system could be looked into. Read are ext2, ext3 and ext4; not read: {string.Join("; ", unread.Take(8))}.";
    }
}
