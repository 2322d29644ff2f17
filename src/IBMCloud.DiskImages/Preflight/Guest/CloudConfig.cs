namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>
/// cloud-init's configuration: /etc/cloud/cloud.cfg and, over it, the *.cfg files in /etc/cloud/cloud.cfg.d, of which the last that names a key wins.
/// </summary>
internal sealed class CloudConfig
{
    private const string Main = "/etc/cloud/cloud.cfg";
    private const string Folder = "/etc/cloud/cloud.cfg.d";
    private readonly List<(string Path, string Text)> _files;

    private CloudConfig(List<(string Path, string Text)> files) => _files = files;

    /// <summary>Reads the files; those that win come first.</summary>
    public static async ValueTask<CloudConfig> ReadAsync(GuestFiles guest, CancellationToken cancellationToken)
    {
        var files = new List<(string Path, string Text)>();
        foreach (var name in (await guest.ListAsync(Folder, cancellationToken).ConfigureAwait(false)).Reverse().Where(name => name.EndsWith(".cfg", StringComparison.Ordinal)))
        {
            await AddAsync($"{Folder}/{name}").ConfigureAwait(false);
        }

        await AddAsync(Main).ConfigureAwait(false);
        return new CloudConfig(files);

        async ValueTask AddAsync(string path)
        {
            if (await guest.TryReadTextAsync(path, cancellationToken).ConfigureAwait(false) is { } text)
            {
                files.Add((path, text));
            }
        }
    }

    /// <summary>The value of a key and the file that it stands in; null where no file has the key.</summary>
    public (string Path, CloudConfigValue Value)? Find(string key)
    {
        foreach (var (path, text) in _files)
        {
            if (CloudConfigValue.TryFind(text, key) is { } value)
            {
                return (path, value);
            }
        }

        return null;
    }
}
