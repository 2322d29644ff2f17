using System.Globalization;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.SoftLayer.Orders;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>What createObject takes, with prices: each option is a piece of the argument (spec softlayer §3.1).</summary>
internal static class CreateObjectOptions
{
    public static JsonObject Show() => new()
    {
        ["processors"] = Options(PriceCatalog.In(PriceCatalog.Core), price => new JsonObject { ["startCpus"] = price.Capacity }),
        ["memory"] = Options(PriceCatalog.In(PriceCatalog.Ram), price => new JsonObject { ["maxMemory"] = price.Capacity * 1024 }),
        ["networkComponents"] = Options(PriceCatalog.In(PriceCatalog.PortSpeed), price => new JsonObject { ["networkComponents"] = new JsonArray(new JsonObject { ["maxSpeed"] = price.Capacity }) }),
        ["blockDevices"] = Options(PriceCatalog.In(PriceCatalog.Disk), price => new JsonObject
        {
            ["blockDevices"] = new JsonArray(new JsonObject { ["device"] = "0", ["diskImage"] = new JsonObject { ["capacity"] = price.Capacity } }),
            ["localDiskFlag"] = price.ItemKey.EndsWith("LOCAL", StringComparison.Ordinal),
        }),
        ["datacenters"] = new JsonArray([.. Datacenter.All.Select(one => new JsonObject
        {
            ["template"] = new JsonObject { ["datacenter"] = new JsonObject { ["name"] = one.Name } },
        })]),
        ["flavors"] = new JsonArray([.. Flavor.All.Select(one => new JsonObject
        {
            ["flavor"] = new JsonObject { ["id"] = one.PresetId, ["keyName"] = one.KeyName, ["name"] = one.KeyName.Replace('_', '.') },
            ["template"] = new JsonObject { ["supplementalCreateObjectOptions"] = new JsonObject { ["flavorKeyName"] = one.KeyName } },
        })]),
        ["operatingSystems"] = new JsonArray([.. Import.OperatingSystem.All.Select(one => new JsonObject
        {
            ["itemPrice"] = new JsonObject
            {
                ["hourlyRecurringFee"] = "0",
                ["recurringFee"] = "0",
                ["item"] = new JsonObject { ["description"] = string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Version} (64 bit)") },
            },
            ["template"] = new JsonObject { ["operatingSystemReferenceCode"] = one.ReferenceCode },
        })]),
    };

    private static JsonArray Options(IEnumerable<Price> prices, Func<Price, JsonObject> template) =>
        new([.. prices.Select(price => new JsonObject { ["itemPrice"] = price.Show(), ["template"] = template(price) })]);
}
