namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>A line of /etc/fstab. (fstab(5))</summary>
/// <param name="Device">What is mounted: a device, <c>UUID=…</c>, <c>LABEL=…</c>.</param>
/// <param name="MountPoint">Where.</param>
/// <param name="FileSystem">As which file system.</param>
internal sealed record FstabEntry(string Device, string MountPoint, string FileSystem)
{
    public bool IsSwap => FileSystem == "swap";

    public static IReadOnlyList<FstabEntry> Parse(string text)
    {
        var entries = new List<FstabEntry>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 3 && !fields[0].StartsWith('#'))
            {
                var point = fields[1].Length > 1 ? fields[1].TrimEnd('/') : fields[1];
                entries.Add(new FstabEntry(fields[0].Replace("\"", "", StringComparison.Ordinal), point.Length == 0 ? "/" : point, fields[2]));
            }
        }

        return entries;
    }
}
