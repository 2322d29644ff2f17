using IBMCloud.DiskImages.FileSystems;
using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>No partition, and not the disk, is a physical volume of LVM.</summary>
internal sealed class NoLvmRule() : GuestRule("no-lvm", PreflightSource.ClassicImport)
{
    private const string MbrLvm = "8e";
    private const string GptLvm = "e6d6d379-f507-44c2-a23c-238f2a3df928";
    private const string Remedy = "Put / and /boot on plain partitions of their own.";

    protected override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken) => ValueTask.FromResult(Check(guest));

    private PreflightFinding Check(GuestDisk guest)
    {
        if (guest.WholeDisk == FileSystemKind.LvmPhysicalVolume)
        {
            return Fail("The whole disk is a physical volume of LVM (LABELONE).", Remedy);
        }

        if (guest.Volumes.FirstOrDefault(volume => volume.Kind == FileSystemKind.LvmPhysicalVolume) is { } lvm)
        {
            return Fail($"Partition {lvm.Partition.Number} is a physical volume of LVM (LABELONE).", Remedy);
        }

        if (guest.Volumes.FirstOrDefault(volume => volume.Partition.Type is MbrLvm or GptLvm) is { } marked)
        {
            return Warn($"Partition {marked.Partition.Number} has the type of LVM, but no label of it.", Remedy);
        }

        return guest.Volumes.Count > 0
            ? Ok("No partition is a physical volume of LVM.")
            : CannotTell("No partitions could be read.", "Mend the partition table first.");
    }
}
