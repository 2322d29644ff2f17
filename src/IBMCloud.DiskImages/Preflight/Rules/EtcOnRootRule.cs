using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>/etc and /root are on the partition of /.</summary>
internal sealed class EtcOnRootRule() : FilesRule("etc-on-root", PreflightSource.ClassicImport)
{
    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        if (await files.ReadFstabAsync(cancellationToken).ConfigureAwait(false) is not { } mounts)
        {
            return CannotTell("There is no /etc/fstab.", "Look on the server that the image comes from: findmnt.");
        }

        return mounts.FirstOrDefault(mount => mount.MountPoint is "/etc" or "/root") is { } apart
            ? Warn($"/etc/fstab mounts {PreflightText.Printable(apart.Device)} at {apart.MountPoint}.", $"Move {apart.MountPoint} to the partition of /.")
            : Ok("/etc/fstab mounts nothing at /etc or /root.");
    }
}
