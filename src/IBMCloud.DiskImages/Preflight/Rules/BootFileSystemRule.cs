using IBMCloud.DiskImages.FileSystems;
using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>/boot is ext3 or ext4.</summary>
internal sealed class BootFileSystemRule() : GuestRule("boot-file-system", PreflightSource.ClassicImport)
{
    protected override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken) => ValueTask.FromResult(Check(guest));

    private PreflightFinding Check(GuestDisk guest)
    {
        var boot = guest.Volumes.FirstOrDefault(volume => volume.HoldsKernel) ?? guest.Volumes.FirstOrDefault();
        return boot switch
        {
            null => CannotTell("No partitions could be read.", "Mend the partition table first."),
            { Files.Superblock.Generation: 3 or 4 } => Ok($"{PreflightText.Capitalized(boot.ToString())}."),
            { Kind: FileSystemKind.Unknown } => CannotTell($"{PreflightText.Capitalized(boot.ToString())} has no sign of a file system.", "Look on the server that the image comes from: findmnt /boot."),
            { Problem: { } problem } => CannotTell(problem, "Check the file system on the server that the image comes from."),
            _ => Warn($"{PreflightText.Capitalized(boot.ToString())}; the documentation wants ext3 or ext4 for /boot.", "Make /boot anew as ext4."),
        };
    }
}
