namespace IBMCloud.Emulator.SoftLayer.Orders;

/// <summary>What can be ordered, and at which price.</summary>
internal static class PriceCatalog
{
    public const string Core = "guest_core";
    public const string Ram = "ram";
    public const string PortSpeed = "port_speed";
    public const string Disk = "guest_disk0";
    public const long PackageId = 46;
    public const long FlavorPackageId = 835;

    public static IReadOnlyList<Price> All { get; } =
    [
        .. ((int[])[1, 2, 4, 8, 12, 16]).Select(count => new Price(
            1600 + count, Core, $"GUEST_CORES_{count}", $"{count} x 2.0 GHz or higher Core{(count == 1 ? "" : "s")}", count, 0.021m * count, 14.5m * count)),
        .. ((int[])[1, 2, 4, 8, 12, 16, 32, 48, 64]).Select(size => new Price(2000 + size, Ram, $"RAM_{size}_GB", $"{size} GB", size, 0.011m * size, 7.6m * size)),
        .. ((int[])[10, 100, 1000]).Select((speed, index) => new Price(
            2700 + index, PortSpeed, $"{speed}_MBPS_PUBLIC_PRIVATE_NETWORK_UPLINKS", $"{speed} Mbps Public & Private Network Uplinks", speed, 0, 0)),
        new(2800, Disk, "GUEST_DISK_25_GB_SAN", "25 GB (SAN)", 25, 0.003m, 2m),
        new(2801, Disk, "GUEST_DISK_100_GB_SAN", "100 GB (SAN)", 100, 0.009m, 6m),
        new(2810, Disk, "GUEST_DISK_25_GB_LOCAL", "25 GB (LOCAL)", 25, 0.002m, 1.5m),
        new(2811, Disk, "GUEST_DISK_100_GB_LOCAL", "100 GB (LOCAL)", 100, 0.008m, 5m),
    ];

    public static Price? ById(long? id) => All.FirstOrDefault(price => price.Id == id);

    public static Price? Of(string category, long capacity) => All.FirstOrDefault(price => price.Category == category && price.Capacity == capacity);

    public static IEnumerable<Price> In(string category) => All.Where(price => price.Category == category);

    /// <summary>The disk that holds a template of this size.</summary>
    public static Price DiskFor(long gigabytes, bool local) => All.First(price => price.Category == Disk
        && price.ItemKey.EndsWith(local ? "LOCAL" : "SAN", StringComparison.Ordinal) && price.Capacity >= Math.Min(gigabytes, 100));
}
