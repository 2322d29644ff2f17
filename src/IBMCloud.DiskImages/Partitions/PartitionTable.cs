using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Partitions;

/// <summary>The partitions of a disk, in the order of their numbers.</summary>
/// <param name="Kind">Which table the disk has.</param>
/// <param name="Partitions">Its partitions.</param>
/// <param name="HasBootCode">Whether the first sector holds code for a BIOS.</param>
/// <param name="Notice">What is wrong with the table though it can be read, or null.</param>
internal sealed record PartitionTable(PartitionTableKind Kind, IReadOnlyList<Partition> Partitions, bool HasBootCode, string? Notice = null)
{
    /// <summary>Bytes of code before the disk's signature.</summary>
    private const int BootCodeLength = 440;

    /// <summary>Reads the table; <see cref="PartitionTableKind.None"/> where the disk has none.</summary>
    /// <exception cref="DiskImageException">There is a table, and it is damaged or reaches past the end of the disk.</exception>
    public static async ValueTask<PartitionTable> ReadAsync(ImageSource disk, CancellationToken cancellationToken)
    {
        var sector = new byte[MasterBootRecord.SectorSize];
        var read = await disk.ReadAsync(0, sector, cancellationToken).ConfigureAwait(false);
        var hasCode = sector.AsSpan(0, BootCodeLength).ContainsAnyExcept((byte)0);
        if (read < sector.Length || !MasterBootRecord.HasSignature(sector))
        {
            // A GPT without its protective MBR is read by many firmwares all the same, but by no BIOS.
            return new PartitionTable(PartitionTableKind.None, [], hasCode);
        }

        if (MasterBootRecord.IsProtective(sector))
        {
            var (partitions, notice) = await GuidPartitionTable.ReadAsync(disk, cancellationToken).ConfigureAwait(false);
            return new PartitionTable(PartitionTableKind.Gpt, partitions, hasCode, notice);
        }

        return await MasterBootRecord.ReadAsync(disk, sector, cancellationToken).ConfigureAwait(false) is { Count: > 0 } found
            ? new PartitionTable(PartitionTableKind.Mbr, found, hasCode)
            : new PartitionTable(PartitionTableKind.None, [], hasCode);
    }

    /// <summary>Checks that a range that a table names lies on the disk.</summary>
    internal static Partition Checked(ImageSource disk, int number, ulong firstSector, ulong sectors, string type)
    {
        var total = (ulong)disk.Length / MasterBootRecord.SectorSize;
        if (firstSector >= total || sectors == 0 || sectors > total - firstSector)
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"Partition {number} is said to take {sectors:N0} sectors from sector {firstSector:N0} on, the disk has {total:N0}: the image was cut short, " +
                "or its partition table belongs to another disk. Export the image again.");
        }

        return new Partition(number, (long)firstSector * MasterBootRecord.SectorSize, (long)sectors * MasterBootRecord.SectorSize, type);
    }
}

/// <summary>The forms of a partition table.</summary>
internal enum PartitionTableKind
{
    /// <summary>No table.</summary>
    None,

    /// <summary>A master boot record.</summary>
    Mbr,

    /// <summary>A GUID partition table.</summary>
    Gpt,
}
