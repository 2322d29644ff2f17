using System.Text.RegularExpressions;

namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>Whether cloud-init is installed and which version, from its own Python package or Debian's package database.</summary>
/// <param name="IsInstalled">Whether any of its files is there.</param>
/// <param name="Version">Its version; null where none could be found.</param>
/// <param name="Evidence">Where it was seen.</param>
internal sealed partial record CloudInitVersion(bool IsInstalled, Version? Version, string Evidence)
{
    private const string PackageStatus = "/var/lib/dpkg/status";
    private const int MostPackageStatus = 32 << 20;

    public static async ValueTask<CloudInitVersion> FindAsync(GuestFiles files, CancellationToken cancellationToken)
    {
        foreach (var folder in await PythonFoldersAsync(files, cancellationToken).ConfigureAwait(false))
        {
            var path = $"{folder}/cloudinit/version.py";
            if (await files.TryReadTextAsync(path, cancellationToken).ConfigureAwait(false) is { } text)
            {
                var match = PythonVersion().Match(text);
                return new CloudInitVersion(true, match.Success ? Parse(match.Groups[1].Value) : null, path);
            }
        }

        if (await files.TryReadTextAsync(PackageStatus, cancellationToken, MostPackageStatus).ConfigureAwait(false) is { } status && PackageVersion().Match(status) is { Success: true } package)
        {
            return new CloudInitVersion(true, Parse(package.Groups[1].Value), PackageStatus);
        }

        foreach (var program in (string[])["/usr/bin/cloud-init", "/usr/local/bin/cloud-init"])
        {
            if (await files.ExistsAsync(program, cancellationToken).ConfigureAwait(false))
            {
                return new CloudInitVersion(true, null, program);
            }
        }

        return new CloudInitVersion(false, null, "");
    }

    private static async ValueTask<List<string>> PythonFoldersAsync(GuestFiles files, CancellationToken cancellationToken)
    {
        var folders = new List<string>();
        foreach (var library in (string[])["/usr/lib", "/usr/lib64", "/usr/local/lib"])
        {
            foreach (var python in (await files.ListAsync(library, cancellationToken).ConfigureAwait(false)).Where(name => PythonFolder().IsMatch(name)))
            {
                folders.Add($"{library}/{python}/dist-packages");
                folders.Add($"{library}/{python}/site-packages");
            }
        }

        return folders;
    }

    private static Version? Parse(string text) => Version.TryParse(text, out var version) ? version : null;

    [GeneratedRegex(@"^python[23](\.\d{1,3})?$", RegexOptions.CultureInvariant)]
    private static partial Regex PythonFolder();

    [GeneratedRegex("""(?:__VERSION__\s*=\s*|StrictVersion\()["'](\d{1,5}(?:\.\d{1,5}){1,2})""", RegexOptions.CultureInvariant)]
    private static partial Regex PythonVersion();

    [GeneratedRegex(@"^Package: cloud-init\nStatus: install ok installed\n(?:[^\n]+\n)*?Version: (?:\d+:)?(\d{1,5}(?:\.\d{1,5}){1,2})", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex PackageVersion();
}
