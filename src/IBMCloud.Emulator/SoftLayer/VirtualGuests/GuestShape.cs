using System.Globalization;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>Servers as the API shows them (spec softlayer §2.3, §3). What is not there is left out: IBM's Python client fails on null.</summary>
internal static class GuestShape
{
    /// <summary>Added to a server's id it gives the id of its first block device.</summary>
    public const int FirstDevice = 1_000_000;

    public static SoftLayerObject Of(VirtualGuest guest, DateTimeOffset now, SoftLayerState state)
    {
        var running = guest.Transaction.IsRunning(now);
        var provisioned = guest.ProvisionedAt is not null;
        return new SoftLayerObject()
            .Local("id", guest.Id)
            .Local("globalIdentifier", guest.GlobalIdentifier)
            .Local("uuid", guest.GlobalIdentifier)
            .Local("accountId", state.Users.AccountId)
            .Local("hostname", guest.Order.Hostname)
            .Local("domain", guest.Order.Domain)
            .Local("fullyQualifiedDomainName", guest.FullName)
            .Local("createDate", guest.CreatedAt)
            .Local("modifyDate", guest.ProvisionedAt)
            .Local("provisionDate", guest.ProvisionedAt)
            .Local("statusId", 1001)
            .Local("startCpus", guest.Order.Cpus)
            .Local("maxCpu", guest.Order.Cpus)
            .Local("maxMemory", guest.Order.MemoryMiB)
            .Local("maxCpuUnits", "CORE")
            .Local("hourlyBillingFlag", guest.Order.Hourly)
            .Local("localDiskFlag", guest.Order.LocalDisk)
            .Local("privateNetworkOnlyFlag", guest.Order.PrivateOnly)
            .Local("dedicatedAccountHostOnlyFlag", false)
            .Local("postInstallScriptUri", guest.Order.PostInstallScript)
            .Local("notes", guest.Notes)
            .Relation("status", () => new SoftLayerObject().Local("name", "Active").Local("keyName", "ACTIVE"))
            .Relation("powerState", () => Power(guest))
            .Relation("datacenter", guest.Order.Datacenter.Show)
            .Relation("location", guest.Order.Datacenter.Show)
            .Relation("activeTransaction", () => running ? guest.Transaction.Show(now) : null)
            .Relation("activeTransactions", () => running ? [guest.Transaction.Show(now)] : [])
            .RelationalValue("activeTransactionCount", () => running ? 1 : 0)
            .Relation("lastTransaction", () => guest.Transaction.Show(now))
            .RelationalValue("primaryIpAddress", () => provisioned && !guest.Order.PrivateOnly ? Address("169.48", guest.Id) : null)
            .RelationalValue("primaryBackendIpAddress", () => provisioned ? Address("10.73", guest.Id) : null)
            .Relation("blockDeviceTemplateGroup", () => guest.Order.Template is { } template
                ? new SoftLayerObject().Local("id", template.Id).Local("globalIdentifier", template.GlobalIdentifier).Local("name", template.Name)
                : null)
            .Relation("blockDevices", () => Devices(guest))
            .Relation("operatingSystem", () => Import.OperatingSystem.ByCode(guest.Order.OsCode) is { } system
                ? new SoftLayerObject().Local("id", guest.Id + 1).Relation("softwareLicense", () => new SoftLayerObject().Local("id", 1).Relation("softwareDescription", system.Show))
                    .Relation("passwords", () => [])
                : null)
            .RelationalValue("operatingSystemReferenceCode", () => guest.Order.OsCode)
            .Relation("sshKeys", () => state.SshKeys.Where(key => guest.Order.SshKeyIds.Contains(key.Id)).Select(key => key.Show()))
            .Relation("userData", () => guest.Order.UserData is { } data ? [new SoftLayerObject().Local("value", data)] : [])
            .Relation("networkComponents", () => [new SoftLayerObject().Local("id", guest.Id + 3).Local("maxSpeed", guest.Order.NetworkSpeed).Local("name", "eth").Local("port", 0)])
            .Relation("networkVlans", () => [])
            .Relation("tagReferences", () => [])
            .Relation("billingItem", () => new SoftLayerObject().Local("id", guest.OrderId + 1).Local("description", guest.FullName)
                .Local("recurringFee", guest.Order.Prices.Sum(price => price.Monthly).ToString(CultureInfo.InvariantCulture)));
    }

    private static SoftLayerObject Power(VirtualGuest guest) => guest.Power == PowerState.Running
        ? new SoftLayerObject().Local("name", "Running").Local("keyName", "RUNNING")
        : new SoftLayerObject().Local("name", "Halted").Local("keyName", "HALTED");

    // 0 boot, 1 swap, 7 metadata (config drive), as the live service numbers them.
    private static IEnumerable<SoftLayerObject> Devices(VirtualGuest guest) =>
    [
        Device(guest, "0", "Disk", Image(guest.Id + 2_000_000, TemplateShape.Gigabytes(guest.Disk.Capacity), "SYSTEM", false, guest.Disk.Key is not null)),
        Device(guest, "1", "Disk", Image(guest.Id + 2_000_002, 2, "SWAP", false, false)),
        Device(guest, "7", "Disk", Image(guest.Id + 2_000_004, 1, "SYSTEM", true, false)),
    ];

    private static SoftLayerObject Device(VirtualGuest guest, string device, string mount, SoftLayerObject image) => new SoftLayerObject()
        .Local("id", guest.Id + FirstDevice + int.Parse(device, CultureInfo.InvariantCulture))
        .Local("device", device)
        .Local("mountType", mount)
        .Local("mountMode", "RW")
        .Local("guestId", guest.Id)
        .Local("bootableFlag", device == "0" ? 1 : 0)
        .Relation("diskImage", () => image);

    private static SoftLayerObject Image(long id, long gigabytes, string type, bool metadata, bool encrypted) => new SoftLayerObject()
        .Local("id", id)
        .Local("capacity", gigabytes)
        .Local("units", "GB")
        .Local("isEncrypted", encrypted)
        .RelationalValue("metadataFlag", () => metadata)
        .Relation("type", () => new SoftLayerObject().Local("keyName", type).Local("name", type));

    private static string Address(string network, long id) => string.Create(CultureInfo.InvariantCulture, $"{network}.{id / 250 % 250}.{id % 250 + 1}");
}
