using System.Text.Json;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;

namespace IBMCloud.Emulator.SoftLayer.Orders;

/// <summary>
/// Reads a server from the argument of createObject (spec softlayer §3.1) or from an order container (§3.2), and refuses what cannot be built:
/// a template that is not ready, explicit disks with a private image, a size or place that is not offered.
/// </summary>
internal sealed class GuestOrderReader(EmulatedCloud cloud, SoftLayerState state)
{
    /// <summary>A server as createObject takes it.</summary>
    public GuestOrder FromGuest(JsonElement guest)
    {
        var options = Arguments.Member(guest, "supplementalCreateObjectOptions") ?? default;
        var flavorKey = Arguments.Text(options, "flavorKeyName");
        var flavor = flavorKey is null ? null : Flavor.ByKey(flavorKey)
            ?? throw SoftLayerErrors.Order("InvalidData", $"The flavor '{flavorKey}' does not exist. getCreateObjectOptions lists flavors.");
        var place = Arguments.Member(guest, "datacenter") ?? default;
        var template = TemplateOf(Arguments.Member(guest, "blockDeviceTemplateGroup"));
        var osCode = Arguments.Text(guest, "operatingSystemReferenceCode");
        if (template is not null && osCode is { Length: > 0 })
        {
            throw SoftLayerErrors.InvalidValue("A server has operatingSystemReferenceCode or blockDeviceTemplateGroup, not both. With a template leave the code out.");
        }

        if (template is not null && Arguments.Items(guest, "blockDevices").Count > 0)
        {
            throw SoftLayerErrors.Public("blockDevices cannot be given with a private image: the template has its disks. Leave blockDevices out.");
        }

        return Build(
            guest,
            Datacenter.ByName(Arguments.Text(place, "name")) ?? throw NoPlace(Arguments.Text(place, "name")),
            flavor?.Cpus ?? Arguments.Number(guest, "startCpus") ?? throw SoftLayerErrors.InvalidValue("startCpus is missing. Send it with maxMemory, or a flavor."),
            flavor is { } sized ? sized.MemoryGb * 1024 : Arguments.Number(guest, "maxMemory") ?? throw SoftLayerErrors.InvalidValue("maxMemory in MB is missing. Send it with startCpus, or a flavor."),
            template,
            osCode) with
        {
            Flavor = flavor,
            LocalDisk = flavor?.LocalDisk ?? Arguments.Flag(guest, "localDiskFlag") ?? throw SoftLayerErrors.InvalidValue("localDiskFlag is missing. Send false for disks on the storage network."),
            Hourly = Arguments.Flag(guest, "hourlyBillingFlag") ?? throw SoftLayerErrors.InvalidValue("hourlyBillingFlag is missing. Send true for billing by the hour."),
        };
    }

    /// <summary>A server as an order container describes it: size by prices or preset, the rest in <c>virtualGuests[0]</c>.</summary>
    public GuestOrder FromContainer(JsonElement container)
    {
        if (Arguments.Items(container, "orderContainers") is [var inner, ..])
        {
            return FromContainer(inner);
        }

        var guest = Arguments.Items(container, "virtualGuests") is [var first, ..] ? first
            : throw SoftLayerErrors.Order("InvalidData", "The container has no virtualGuests. Put the server with its hostname and domain there.");
        var flavor = Flavor.ByPreset(Arguments.Number(container, "presetId"));
        var prices = Arguments.Items(container, "prices").Select(price => Arguments.Number(price, "id")).Select(id => PriceCatalog.ById(id)
            ?? throw SoftLayerErrors.Order("InvalidData", $"The price {id} does not exist. Take the prices from generateOrderTemplate.")).ToList();
        var place = Arguments.Text(container, "location");
        return Build(
            guest,
            Datacenter.ByName(place) ?? Datacenter.ById(long.TryParse(place, out var id) ? id : null) ?? throw NoPlace(place),
            flavor?.Cpus ?? Capacity(PriceCatalog.Core, "processor"),
            flavor is { } sized ? sized.MemoryGb * 1024 : Capacity(PriceCatalog.Ram, "memory") * 1024,
            TemplateOf(container, guest),
            Arguments.Text(guest, "operatingSystemReferenceCode")) with
        {
            Flavor = flavor,
            LocalDisk = flavor?.LocalDisk ?? prices.Any(price => price.ItemKey.EndsWith("LOCAL", StringComparison.Ordinal)),
            Hourly = Arguments.Flag(container, "useHourlyPricing") ?? false,
            SshKeyIds = [.. Keys(guest), .. Arguments.Items(container, "sshKeys").SelectMany(one => Arguments.Items(one, "sshKeyIds")).Select(key => KnownKey(key.GetInt64()))],
        };

        long Capacity(string category, string what) => prices.FirstOrDefault(price => price.Category == category)?.Capacity
            ?? throw SoftLayerErrors.Order("InvalidData", $"The container has no price for the {what}. Take the prices from generateOrderTemplate.");
    }

    private GuestOrder Build(JsonElement guest, Datacenter place, long cpus, long memory, ImageTemplate? template, string? osCode)
    {
        if (PriceCatalog.Of(PriceCatalog.Core, cpus) is null || memory % 1024 != 0 || PriceCatalog.Of(PriceCatalog.Ram, memory / 1024) is null)
        {
            throw SoftLayerErrors.Order("InvalidData", $"There is no server with {cpus} processors and {memory} MB. getCreateObjectOptions lists what is offered.");
        }

        return new GuestOrder
        {
            Hostname = Required(guest, "hostname"),
            Domain = Required(guest, "domain"),
            Cpus = (int)cpus,
            MemoryMiB = (int)memory,
            Datacenter = place,
            Hourly = false,
            LocalDisk = false,
            Template = template,
            OsCode = template?.OsCode ?? SystemOf(osCode),
            NetworkSpeed = SpeedOf(guest),
            PrivateOnly = Arguments.Flag(guest, "privateNetworkOnlyFlag") ?? false,
            SshKeyIds = [.. Keys(guest)],
            UserData = Arguments.Items(guest, "userData") is [var data, ..] ? Arguments.Text(data, "value") : null,
            PostInstallScript = Arguments.Text(guest, "postInstallScriptUri"),
        };
    }

    private static string Required(JsonElement guest, string field) => Arguments.Text(guest, field) is { Length: > 0 } text
        ? text
        : throw SoftLayerErrors.InvalidValue($"'{field}' is missing. A server needs hostname and domain.");

    private static string SystemOf(string? code) => code switch
    {
        null or "" => throw SoftLayerErrors.InvalidValue("The server has neither blockDeviceTemplateGroup nor operatingSystemReferenceCode. Send one of them."),
        _ => Import.OperatingSystem.ByCode(code)?.ReferenceCode ?? (code.EndsWith("_LATEST", StringComparison.Ordinal) || code.EndsWith("_LATEST_64", StringComparison.Ordinal) ? code
            : throw SoftLayerErrors.Order("InvalidData", $"The operating system '{code}' is not offered. getCreateObjectOptions lists what is.")),
    };

    private static int SpeedOf(JsonElement guest)
    {
        var speed = Arguments.Items(guest, "networkComponents") is [var first, ..] ? Arguments.Number(first, "maxSpeed") ?? 10 : 10;
        return PriceCatalog.Of(PriceCatalog.PortSpeed, speed) is not null ? (int)speed : throw SoftLayerErrors.Order("InvalidData", $"There is no port of {speed} Mbit/s. Use 10, 100 or 1000.");
    }

    private IEnumerable<long> Keys(JsonElement guest) => Arguments.Items(guest, "sshKeys").Select(key => KnownKey(Arguments.Number(key, "id")));

    private long KnownKey(long? id) => state.SshKeys.Any(key => key.Id == id) ? id!.Value : throw SoftLayerErrors.InvalidValue($"The SSH key {id} does not exist. SoftLayer_Account/getSshKeys lists keys.");

    private ImageTemplate? TemplateOf(JsonElement? reference) => reference is not { } group ? null
        : Arguments.Text(group, "globalIdentifier") is { } guid ? Usable(Guid.TryParse(guid, out _) ? state.Templates.Find(guid) : null, guid)
        : throw SoftLayerErrors.InvalidValue("blockDeviceTemplateGroup needs globalIdentifier: the template's UUID, not its id.");

    private ImageTemplate? TemplateOf(JsonElement container, JsonElement guest)
    {
        if (Arguments.Text(container, "imageTemplateGlobalIdentifier") is { Length: > 0 } guid)
        {
            return Usable(state.Templates.Find(guid), guid);
        }

        return Arguments.Text(container, "imageTemplateId") is not { } id
            ? TemplateOf(Arguments.Member(guest, "blockDeviceTemplateGroup"))
            : Usable(state.Templates.Find(id), id.Length == 0 ? "0" : id);
    }

    private ImageTemplate Usable(ImageTemplate? template, string wanted) =>
        template is null ? throw SoftLayerErrors.Public($"Unable to find image template #{wanted}.")
        : template.IsReady(cloud.Clock.GetUtcNow()) ? template
        : throw SoftLayerErrors.Public($"Image template '{template.Name}' ({template.Id}) has an active transaction on itself or a copy. Wait until all are idle, then order.");

    private static ServiceError NoPlace(string? name) => SoftLayerErrors.Order("InvalidLocation",
        $"The datacenter '{name}' is not offered. Use one of {string.Join(", ", Datacenter.All.Select(one => one.Name))}.");
}
