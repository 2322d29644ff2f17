using IBMCloud.DiskImages.FileSystems;
using IBMCloud.DiskImages.Partitions;
using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The disk has a partition table, and what it names lies on the disk.</summary>
internal sealed class PartitionTableRule(string source) : GuestRule("partition-table", source)
{
    protected override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken) => ValueTask.FromResult(Check(guest));

    private PreflightFinding Check(GuestDisk guest)
    {
        if (guest.TableProblem is { } problem)
        {
            return Fail(problem, "Export the whole disk again.");
        }

        if (!MasterBootRecord.HasSignature(guest.BootSector))
        {
            return CannotTell("Without the signature 55 AA the first sector is no partition table.", "Mend the boot sector first.");
        }

        var table = guest.Table!;
        if (table.Partitions.Count == 0)
        {
            return Fail(guest.WholeDisk == FileSystemKind.Unknown ? "The disk has no partitions." : $"The disk has no partitions: {guest.WholeDisk} fills it whole.",
                "Make the image from a disk with partitions.");
        }

        var list = string.Join(", ", guest.Volumes.Take(8).Select(volume => $"{volume.Partition.Number} {volume.KindName}"));
        var kind = table.Kind == PartitionTableKind.Gpt ? "GPT" : "MBR";
        return table.Notice is { } notice
            ? Warn($"{kind}: {list}; {notice}.", "Repair the table with a partition editor, for example sgdisk --verify.")
            : Ok($"{kind}: {list}.");
    }
}
