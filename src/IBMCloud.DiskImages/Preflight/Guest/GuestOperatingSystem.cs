using System.Text.RegularExpressions;

namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>Which operating system a guest is, from /etc/os-release (os-release(5)) or, where that is missing, /etc/redhat-release.</summary>
/// <param name="Id">The family's id, as <c>debian</c>.</param>
/// <param name="Version">The version, as <c>12</c> or <c>22.04</c>; empty where it says none.</param>
/// <param name="Name">Its name for people.</param>
internal sealed partial record GuestOperatingSystem(string Id, string Version, string Name)
{
    /// <summary>The version up to the first dot.</summary>
    public string Major => Version.Split('.')[0];

    public bool IsCentOsStream => Id == "centos" && Name.Contains("Stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>What an import calls it, by the pattern of the known names; null for a family without one.</summary>
    public string? ReferenceCode(PreflightTarget target) =>
        Major.Length == 0 || !Version.All(c => char.IsAsciiDigit(c) || c == '.') ? null
        : target == PreflightTarget.Vpc ? VpcName()
        : ClassicCode();

    /// <summary>Reads it; null where the guest does not say.</summary>
    public static async ValueTask<GuestOperatingSystem?> ReadAsync(GuestFiles files, CancellationToken cancellationToken)
    {
        var text = await files.TryReadTextAsync("/etc/os-release", cancellationToken).ConfigureAwait(false)
            ?? await files.TryReadTextAsync("/usr/lib/os-release", cancellationToken).ConfigureAwait(false);
        return text is not null
            ? Parse(text)
            : await files.TryReadTextAsync("/etc/redhat-release", cancellationToken).ConfigureAwait(false) is { } old ? ParseRedHat(old) : null;
    }

    public static GuestOperatingSystem? Parse(string osRelease)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in osRelease.Split('\n'))
        {
            var separator = line.IndexOf('=', StringComparison.Ordinal);
            if (separator > 0)
            {
                values[line[..separator].Trim()] = line[(separator + 1)..].Trim().Trim('"', '\'');
            }
        }

        if (!values.TryGetValue("ID", out var id) || id.Length == 0)
        {
            return null;
        }

        var version = values.GetValueOrDefault("VERSION_ID", "");
        return new GuestOperatingSystem(
            PreflightText.Printable(id), PreflightText.Printable(version), PreflightText.Printable(values.GetValueOrDefault("PRETTY_NAME", $"{id} {version}")));
    }

    private static GuestOperatingSystem? ParseRedHat(string text)
    {
        var match = RedHatRelease().Match(text);
        return match.Success
            ? new GuestOperatingSystem(match.Groups[1].Value == "CentOS" ? "centos" : "rhel", match.Groups[2].Value, PreflightText.Printable(text.Trim()))
            : null;
    }

    private string? ClassicCode() => Id switch
    {
        "debian" => $"DEBIAN_{Major}_64",
        "ubuntu" => $"UBUNTU_{Major}_64",
        "rhel" => $"REDHAT_{Major}_64",
        "centos" => $"CENTOS_{Major}_64",
        _ => null,
    };

    private string? VpcName() => Id switch
    {
        "debian" => $"debian-{Major}-amd64",
        "ubuntu" => $"ubuntu-{Version.Replace('.', '-')}-amd64",
        "rhel" => $"red-{Major}-amd64",
        "centos" => IsCentOsStream ? $"centos-stream-{Major}-amd64" : $"centos-{Major}-amd64",
        _ => null,
    };

    [GeneratedRegex(@"^(CentOS|Red Hat Enterprise Linux)\D{0,40}(\d{1,3}(?:\.\d{1,3})?)", RegexOptions.CultureInvariant)]
    private static partial Regex RedHatRelease();
}
