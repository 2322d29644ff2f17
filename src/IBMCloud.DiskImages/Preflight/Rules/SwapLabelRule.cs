using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>fstab names the swap partition by the label that classic servers give theirs.</summary>
internal sealed class SwapLabelRule() : FilesRule("swap-label", PreflightSource.ClassicImport)
{
    private const string Label = "LABEL=SWAP-xvdb1";
    private const string Remedy = $"Add this line to /etc/fstab: {Label} swap swap defaults 0 0";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        if (await files.ReadFstabAsync(cancellationToken).ConfigureAwait(false) is not { } mounts)
        {
            return Warn("There is no /etc/fstab.", Remedy);
        }

        return mounts.Any(mount => mount.IsSwap && mount.Device == Label)
            ? Ok($"/etc/fstab has {Label}.")
            : Warn(mounts.FirstOrDefault(mount => mount.IsSwap) is { } other ? $"/etc/fstab has swap on {PreflightText.Printable(other.Device)} instead of {Label}." : $"/etc/fstab has no {Label}.", Remedy);
    }
}
