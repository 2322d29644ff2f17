using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer;

/// <summary>A datacenter, and the region whose images are imported there (spec softlayer §4.1).</summary>
/// <param name="Id">Id of the location.</param>
/// <param name="Name">Such as <c>dal13</c>.</param>
/// <param name="LongName">Words.</param>
/// <param name="ImportRegion">The region whose buckets are imported here, or null where none is.</param>
internal sealed record Datacenter(long Id, string Name, string LongName, string? ImportRegion)
{
    // For Sydney the sources name no datacenter.
    public static IReadOnlyList<Datacenter> All { get; } =
    [
        new(1854895, "dal13", "Dallas 13", "us-south"),
        new(2017603, "wdc07", "Washington 7", "us-east"),
        new(449612, "lon02", "London 2", "eu-gb"),
        new(449506, "fra02", "Frankfurt 2", "eu-de"),
        new(449604, "tok02", "Tokyo 2", "jp-tok"),
        new(449500, "syd01", "Sydney 1", "au-syd"),
        new(1854795, "dal12", "Dallas 12", null),
        new(449510, "fra04", "Frankfurt 4", null),
    ];

    public static Datacenter? ByName(string? name) => All.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));

    public static Datacenter? ById(long? id) => All.FirstOrDefault(one => one.Id == id);

    public static Datacenter? OfRegion(string region) => All.FirstOrDefault(one => one.ImportRegion == region);

    public SoftLayerObject Show() => new SoftLayerObject().Local("id", Id).Local("name", Name).Local("longName", LongName).Local("statusId", 2);
}
