using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>/ is ext3 or ext4, and another partition than /boot.</summary>
internal sealed class RootFileSystemRule() : GuestRule("root-file-system", PreflightSource.ClassicImport)
{
    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken)
    {
        if (guest.Root is not { } root)
        {
            return CannotTell(guest.RootProblem, "Look on the server that the image comes from: findmnt /.");
        }

        if (root.Files!.Superblock.Generation == 2)
        {
            return Warn($"/ is {root}; the documentation wants ext3 or ext4.", "Give it a journal: tune2fs -j.");
        }

        var isBoot = !guest.Volumes.Any(volume => volume.HoldsKernel)
            && (await guest.Files!.ListAsync("/boot", cancellationToken).ConfigureAwait(false)).Any(GuestVolume.IsKernel);
        return isBoot
            ? Warn($"/ and /boot are both on {root}.", "Put /boot on a partition of its own, the first one.")
            : Ok($"/ is {root}.");
    }
}
