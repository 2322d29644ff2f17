using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.Import;

/// <summary>An operating system that image import takes (spec softlayer §4.2: the list of today, and the older codes seen in sources for the mode of 2018).</summary>
internal sealed record OperatingSystem(string ReferenceCode, string Name, string Version, bool Today)
{
    public static IReadOnlyList<OperatingSystem> All { get; } =
    [
        new("CENTOS_STREAM9_64", "CentOS", "Stream 9", true),
        new("DEBIAN_11_64", "Debian", "11", true),
        new("DEBIAN_12_64", "Debian", "12", true),
        new("REDHAT_8_64", "Red Hat Enterprise Linux", "8", true),
        new("REDHAT_9_64", "Red Hat Enterprise Linux", "9", true),
        new("UBUNTU_20_64", "Ubuntu", "20.04", true),
        new("UBUNTU_22_64", "Ubuntu", "22.04", true),
        new("UBUNTU_24_64", "Ubuntu", "24.04", true),
        new("WIN_2016-STD_64", "Windows Server Standard", "2016", true),
        new("WIN_2019-STD_64", "Windows Server Standard", "2019", true),
        new("WIN_2022-STD_64", "Windows Server Standard", "2022", true),
        new("CENTOS_6_64", "CentOS", "6", false),
        new("CENTOS_7_64", "CentOS", "7", false),
        new("DEBIAN_8_64", "Debian", "8", false),
        new("DEBIAN_9_64", "Debian", "9", false),
        new("REDHAT_6_64", "Red Hat Enterprise Linux", "6", false),
        new("REDHAT_7_64", "Red Hat Enterprise Linux", "7", false),
        new("UBUNTU_14_64", "Ubuntu", "14.04", false),
        new("UBUNTU_16_64", "Ubuntu", "16.04", false),
        new("WIN_2012-STD_64", "Windows Server Standard", "2012", false),
    ];

    public bool IsRedHat => ReferenceCode.StartsWith("REDHAT_", StringComparison.Ordinal);

    public bool IsWindows => ReferenceCode.StartsWith("WIN_", StringComparison.Ordinal);

    public static OperatingSystem? ByCode(string? code) => All.FirstOrDefault(one => one.ReferenceCode == code);

    /// <summary>What the import takes: the mode of 2018 knows the old systems as well as the new ones.</summary>
    public static IEnumerable<OperatingSystem> Importable(ImportMode mode) => All.Where(one => one.Today || mode == ImportMode.Year2018);

    public SoftLayerObject Show() => new SoftLayerObject()
        .Local("id", All.ToList().IndexOf(this) + 1800L)
        .Local("referenceCode", ReferenceCode)
        .Local("name", Name)
        .Local("version", Version)
        .Local("manufacturer", Name.Split(' ')[0])
        .Local("longDescription", $"{Name} {Version} (64 bit)")
        .Local("operatingSystem", 1)
        .Local("virtualizationPlatform", 0);
}
