using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>An interface is configured by DHCP. Where nothing says so, cloud-init may still do it at the first start: that cannot be told.</summary>
internal sealed class DhcpRule() : FilesRule("dhcp", PreflightSource.VpcImages)
{
    private static readonly string[] Folders =
        ["/etc/network/interfaces.d", "/etc/netplan", "/etc/systemd/network", "/etc/sysconfig/network-scripts", "/etc/NetworkManager/system-connections"];

    private static readonly string[] Signs = ["inet dhcp", "dhcp4: true", "dhcp4: yes", "DHCP=yes", "DHCP=ipv4", "BOOTPROTO=dhcp", "BOOTPROTO=\"dhcp\"", "method=auto"];

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var paths = new List<string> { "/etc/network/interfaces" };
        foreach (var folder in Folders)
        {
            paths.AddRange((await files.ListAsync(folder, cancellationToken).ConfigureAwait(false)).Select(name => $"{folder}/{name}"));
        }

        foreach (var path in paths)
        {
            if (await files.TryReadTextAsync(path, cancellationToken).ConfigureAwait(false) is { } text
                && text.Split('\n').Any(line => !line.TrimStart().StartsWith('#') && Signs.Any(sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase))))
            {
                return Ok($"{PreflightText.Printable(path)} has an interface with DHCP.");
            }
        }

        return CannotTell("No network configuration names DHCP; cloud-init may write one at the first start.", "Check on a server of this image that its interface gets its address by DHCP.");
    }
}
