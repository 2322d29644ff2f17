using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>/boot is a partition of its own, the first one.</summary>
internal sealed class BootPartitionRule() : GuestRule("boot-partition", PreflightSource.ClassicImport)
{
    private const string Remedy = "Make the first partition /boot: kernels, initramfs and boot loader on it, and a line for it in /etc/fstab.";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken)
    {
        if (guest.Volumes.Count == 0)
        {
            return CannotTell("No partitions could be read.", "Mend the partition table first.");
        }

        var first = guest.Volumes[0];
        if (first.HoldsKernel)
        {
            return await CheckFstabAsync(guest, first, cancellationToken).ConfigureAwait(false);
        }

        if (guest.Volumes.FirstOrDefault(volume => volume.HoldsKernel) is { } later)
        {
            return Fail($"Kernels lie on {later}; the first one is {first}.", Remedy);
        }

        if (guest.Files is { } files && (await files.ListAsync("/boot", cancellationToken).ConfigureAwait(false)).Any(GuestVolume.IsKernel))
        {
            return Fail($"/boot is a folder of /, on {guest.Root}, and no partition of its own.", Remedy);
        }

        return first.Files is null
            ? CannotTell(first.Problem ?? $"{PreflightText.Capitalized(first.ToString())} is not read here.", "Look on the server that the image comes from: findmnt /boot.")
            : Fail($"{PreflightText.Capitalized(first.ToString())} holds no kernel (vmlinuz).", Remedy);
    }

    private async ValueTask<PreflightFinding> CheckFstabAsync(GuestDisk guest, GuestVolume first, CancellationToken cancellationToken)
    {
        var names = await first.Files!.ListAsync("/", cancellationToken).ConfigureAwait(false) ?? [];
        var kernel = PreflightText.Printable(names.First(GuestVolume.IsKernel));
        var mounts = guest.Files is { } files ? await files.ReadFstabAsync(cancellationToken).ConfigureAwait(false) : null;
        return guest.Files is null || (mounts?.Any(mount => mount.MountPoint == "/boot") ?? false)
            ? Ok($"{PreflightText.Capitalized(first.ToString())} holds {kernel}.")
            : Warn($"{PreflightText.Capitalized(first.ToString())} holds {kernel}, but /etc/fstab does not mount it at /boot.", "Add a line for /boot to /etc/fstab: without it new kernels go to another place.");
    }
}
