using IBMCloud.DiskImages.Partitions;
using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The first sector has a boot sector's signature, and code that a BIOS can start.</summary>
internal sealed class BootSignatureRule(string source, bool mayBeUefi) : GuestRule("boot-signature", source)
{
    protected override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken) => ValueTask.FromResult(Check(guest));

    private PreflightFinding Check(GuestDisk guest)
    {
        if (!MasterBootRecord.HasSignature(guest.BootSector))
        {
            return Fail("The first sector does not end in 55 AA: no server starts from this disk.", "Export the boot disk of a server, whole.");
        }

        if (guest.BootSector.AsSpan(0, 440).ContainsAnyExcept((byte)0))
        {
            return Ok("The first sector ends in 55 AA and has boot code.");
        }

        var hasEfi = guest.Table?.Partitions.Any(partition => partition.Type is GuidPartitionTable.EfiSystem or "ef") ?? false;
        return hasEfi && mayBeUefi
            ? Ok("The first sector has no boot code, but there is an EFI system partition.")
            : Warn($"The first sector has no boot code{(hasEfi ? ", only an EFI system partition is there" : "")}: a BIOS starts nothing from it.", "Install a boot loader for BIOS, for example with grub-install.");
    }
}
