using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The kernel writes to the serial console, which is how a server in VPC shows that it starts.</summary>
internal sealed class SerialConsoleRule() : FilesRule("serial-console", PreflightSource.VpcImages)
{
    private const string Console = "console=ttyS0";
    private const string Remedy = $"Add {Console} to GRUB_CMDLINE_LINUX in /etc/default/grub, and make grub.cfg anew.";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var isSeen = false;
        foreach (var path in (string[])["/boot/grub/grub.cfg", "/boot/grub2/grub.cfg", "/boot/grub2/grubenv", "/etc/default/grub"])
        {
            if (await files.TryReadTextAsync(path, cancellationToken).ConfigureAwait(false) is not { } text)
            {
                continue;
            }

            if (text.Contains(Console, StringComparison.Ordinal))
            {
                return Ok($"{path} has {Console}.");
            }

            isSeen = true;
        }

        return isSeen ? Warn($"GRUB's configuration has no {Console}.", Remedy) : CannotTell("GRUB's configuration was not found.", Remedy);
    }
}
