using System.Text;
using IBMCloud.DiskImages.Ext;

namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>The guest's files: those of / and, where fstab mounts it or kernels lie in a partition of their own, those of /boot.</summary>
internal sealed class GuestFiles
{
    private const int MostText = 1 << 20;
    private const string BootFolder = "/boot";
    private readonly ExtFileSystem _root;
    private readonly ExtFileSystem? _boot;

    private readonly IReadOnlyList<FstabEntry> _mounts;

    private GuestFiles(ExtFileSystem root, ExtFileSystem? boot, IReadOnlyList<FstabEntry> mounts)
    {
        _root = root;
        _boot = boot;
        _mounts = mounts;
    }

    public static async ValueTask<GuestFiles> OpenAsync(GuestVolume root, IReadOnlyList<GuestVolume> volumes, CancellationToken cancellationToken)
    {
        var boot = volumes.FirstOrDefault(volume => volume.HoldsKernel);
        var files = new GuestFiles(root.Files!, boot?.Files, []);
        try
        {
            return new GuestFiles(root.Files!, boot?.Files, await files.ReadFstabAsync(cancellationToken).ConfigureAwait(false) ?? []);
        }
        catch (DiskImageException)
        {
            // The rules about fstab read it again, and report why it cannot be read.
            return files;
        }
    }

    /// <summary>What fstab mounts; null where there is no fstab.</summary>
    public async ValueTask<IReadOnlyList<FstabEntry>?> ReadFstabAsync(CancellationToken cancellationToken) =>
        await TryReadTextAsync("/etc/fstab", cancellationToken).ConfigureAwait(false) is { } text ? FstabEntry.Parse(text) : null;

    /// <summary>Whether the guest has another file system at this path or above it, which was not looked into.</summary>
    public bool IsElsewhere(string path) => _mounts.Any(mount =>
        mount.MountPoint.Length > 1 && mount.MountPoint != BootFolder && (path == mount.MountPoint || path.StartsWith(mount.MountPoint + "/", StringComparison.Ordinal)));

    /// <summary>What a path leads to; null where there is nothing.</summary>
    public ValueTask<ExtFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var (files, inside) = Locate(path);
        return files.FindAsync(inside, cancellationToken);
    }

    public async ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken) => await FindAsync(path, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>The names in a folder, sorted; none where there is no such folder.</summary>
    public async ValueTask<IReadOnlyList<string>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var (files, inside) = Locate(path);
        var names = await files.ListAsync(inside, cancellationToken).ConfigureAwait(false) ?? [];
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>A text file; null where there is none.</summary>
    public async ValueTask<string?> TryReadTextAsync(string path, CancellationToken cancellationToken, int limit = MostText) =>
        await FindAsync(path, cancellationToken).ConfigureAwait(false) is { Kind: ExtFileKind.File } file
            ? Encoding.UTF8.GetString(await file.ReadAllAsync(limit, cancellationToken).ConfigureAwait(false))
            : null;

    private (ExtFileSystem Files, string Path) Locate(string path) =>
        _boot is not null && (path == BootFolder || path.StartsWith(BootFolder + "/", StringComparison.Ordinal)) ? (_boot, path[BootFolder.Length..]) : (_root, path);
}
