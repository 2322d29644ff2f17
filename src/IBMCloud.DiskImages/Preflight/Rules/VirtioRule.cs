using IBMCloud.DiskImages.Ext;
using IBMCloud.DiskImages.Preflight.Guest;
using IBMCloud.DiskImages.Preflight.Initramfs;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The kernel has virtio for disks and networks, built in or in the initramfs: VPC's servers have no other.</summary>
internal sealed class VirtioRule() : FilesRule("virtio", PreflightSource.VpcImages)
{
    private const string Boot = "/boot";
    private const string Remedy = "Add virtio_blk, virtio_net and virtio_pci to the initramfs, for example with dracut --add-drivers, and check the kernel's configuration.";
    private static readonly string[] Drivers = ["BLK", "NET", "PCI"];

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var names = await files.ListAsync(Boot, cancellationToken).ConfigureAwait(false);
        var kernel = names.LastOrDefault(name => name.StartsWith("vmlinuz-", StringComparison.Ordinal) && !name.Contains("rescue", StringComparison.Ordinal));
        if (kernel is null)
        {
            return CannotTell("No kernel was found in /boot.", Remedy);
        }

        var version = kernel["vmlinuz-".Length..];
        var shown = PreflightText.Printable(version);
        if (await files.TryReadTextAsync($"{Boot}/config-{version}", cancellationToken).ConfigureAwait(false) is not { } config)
        {
            return CannotTell($"There is no /boot/config-{shown}.", Remedy);
        }

        var lines = config.Split('\n', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        var missing = Drivers.Where(driver => !lines.Contains($"CONFIG_VIRTIO_{driver}=y") && !lines.Contains($"CONFIG_VIRTIO_{driver}=m")).ToList();
        if (missing.Count > 0)
        {
            return Fail($"Kernel {shown} is built without {string.Join(", ", missing.Select(driver => $"CONFIG_VIRTIO_{driver}"))}.", Remedy);
        }

        var modules = Drivers.Where(driver => !lines.Contains($"CONFIG_VIRTIO_{driver}=y")).Select(driver => $"virtio_{driver.ToLowerInvariant()}").ToHashSet(StringComparer.Ordinal);
        return modules.Count == 0
            ? Ok($"Kernel {shown} has virtio built in.")
            : await CheckInitramfsAsync(files, names, version, modules, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PreflightFinding> CheckInitramfsAsync(
        GuestFiles files, IReadOnlyList<string> names, string version, HashSet<string> modules, CancellationToken cancellationToken)
    {
        var shown = PreflightText.Printable(version);
        var initramfs = new[] { $"initrd.img-{version}", $"initramfs-{version}.img", $"initrd-{version}" }.FirstOrDefault(names.Contains);
        if (initramfs is null || await files.FindAsync($"{Boot}/{initramfs}", cancellationToken).ConfigureAwait(false) is not { Kind: ExtFileKind.File } file)
        {
            return CannotTell($"Kernel {shown} has {string.Join(", ", modules)} as modules, and its initramfs was not found in /boot.", Remedy);
        }

        var wanted = new HashSet<string>(modules);
        var isListed = await InitramfsListing.VisitAsync(file, name =>
        {
            var module = name[(name.LastIndexOf('/') + 1)..];
            var end = module.IndexOf(".ko", StringComparison.Ordinal);
            _ = end > 0 && wanted.Remove(module[..end].Replace('-', '_'));
            return wanted.Count == 0;
        }, cancellationToken).ConfigureAwait(false);
        return wanted.Count == 0 ? Ok($"Kernel {shown} has {string.Join(", ", modules)} in its initramfs.")
            : isListed ? Fail($"The initramfs of kernel {shown} has no {string.Join(", ", wanted)}, which are modules.", Remedy)
            : CannotTell($"The initramfs of kernel {shown} is compressed in a way that is not read here.", $"Look on the server that the image comes from: lsinitrd or lsinitramfs, for {string.Join(", ", wanted)}.");
    }
}
