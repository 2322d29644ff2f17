using System.Globalization;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Emulator.SoftLayer.Import;
using IBMCloud.Emulator.SoftLayer.Orders;
using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>The account's virtual servers. Read and change it under the store's gate.</summary>
internal sealed class GuestStore(EmulatedCloud cloud, SoftLayerState state)
{
    private static readonly TransactionStep[] Provision =
    [
        new("CLOUD_ASSIGN_HOST", "Assign Host To Cloud Computing Instance"),
        new("CLOUD_PROVISION_SETUP", "Setup Provision Configuration"),
        new("CLOUD_BOOT", "Boot Cloud Computing Instance"),
    ];

    private readonly Dictionary<long, VirtualGuest> _guests = [];

    private DateTimeOffset Now => cloud.Clock.GetUtcNow();

    public IEnumerable<VirtualGuest> Present() => _guests.Values.Where(guest => guest.GoneAt > Now).OrderBy(guest => guest.Id);

    /// <summary>A server by its id or its UUID, or null.</summary>
    public VirtualGuest? Find(string? id) => Present().FirstOrDefault(guest =>
        id == guest.Id.ToString(CultureInfo.InvariantCulture) || string.Equals(id, guest.GlobalIdentifier, StringComparison.OrdinalIgnoreCase));

    public SoftLayerObject Show(VirtualGuest guest) => GuestShape.Of(guest, Now, state);

    /// <summary>Orders a server. Its disk is the template's; without one it is a small disk of the service.</summary>
    public VirtualGuest Create(GuestOrder order, ClassicUser caller)
    {
        var disk = order.Template?.Disk ?? SystemDisk.Make(cloud.Temp);
        if (order.Template is not null)
        {
            ContentStore.Keep(disk.Content.Parts);
        }

        var guest = new VirtualGuest
        {
            Id = state.NextId(),
            GlobalIdentifier = Guid.NewGuid().ToString(),
            Order = order,
            OrderId = state.NextId(),
            CreatedAt = Now,
            CreatedBy = caller,
            Disk = disk,
            Transaction = new(state.NextId(), "Cloud Computing Provision", Now, cloud.Options.StageDelay, StepsOf(order)),
        };
        _guests.Add(guest.Id, guest);
        state.Log.Add("Provision", "CCI", guest.Id, guest.FullName, caller, Now);
        state.Work.Add(guest.Transaction.EndsAt, at => Boot(guest, at));
        return guest;
    }

    /// <summary>A server that runs already, with this disk.</summary>
    public VirtualGuest Adopt(string hostname, string domain, Datacenter datacenter, TemplateDisk disk, ClassicUser owner)
    {
        var order = new GuestOrder
        {
            Hostname = hostname, Domain = domain, Cpus = 1, MemoryMiB = 1024, Datacenter = datacenter, Hourly = true, LocalDisk = false, OsCode = "DEBIAN_12_64",
        };
        var guest = new VirtualGuest
        {
            Id = state.NextId(),
            GlobalIdentifier = Guid.NewGuid().ToString(),
            Order = order,
            OrderId = state.NextId(),
            CreatedAt = Now,
            CreatedBy = owner,
            Disk = disk,
            Transaction = new(state.NextId(), "Cloud Computing Provision", Now, TimeSpan.Zero, Provision),
            ProvisionedAt = Now,
            Power = PowerState.Running,
        };
        _guests.Add(guest.Id, guest);
        return guest;
    }

    /// <summary>Starts a server: an encrypted disk needs its key each time.</summary>
    /// <exception cref="ServiceError">The key cannot be unwrapped.</exception>
    public void PowerOn(VirtualGuest guest, ClassicUser? caller, DateTimeOffset at)
    {
        Unlock(guest);
        guest.Power = PowerState.Running;
        state.Log.Add("Power On", "CCI", guest.Id, guest.FullName, caller, at);
    }

    /// <summary>Work that keeps a server busy for one stage.</summary>
    public void Occupy(VirtualGuest guest, string group, TransactionStep step) =>
        guest.Transaction = new(state.NextId(), group, Now, cloud.Options.StageDelay, step);

    public void Cancel(VirtualGuest guest, ClassicUser caller)
    {
        guest.GoneAt = Now;
        _guests.Remove(guest.Id);
        ContentStore.Drop(guest.Disk.Content.Parts);
        state.Log.Add("Cancel Service", "CCI", guest.Id, guest.FullName, caller, Now);
    }

    // A template that has no copy in the datacenter is copied there first.
    private static TransactionStep[] StepsOf(GuestOrder order) =>
        order.Template is null || order.Template.Copies.Any(copy => copy.Datacenter == order.Datacenter)
            ? Provision
            : [new("CLOUD_TRANSFER_DISK_TEMPLATE", "Transfer Cloud Disk Template"), .. Provision];

    private void Boot(VirtualGuest guest, DateTimeOffset at)
    {
        try
        {
            PowerOn(guest, null, at);
            guest.ProvisionedAt = at;
            state.Log.Add("Provision Complete", "CCI", guest.Id, guest.FullName, null, at);
        }
        catch (ServiceError locked)
        {
            // The order was taken; the server never starts. The words are where an operator would look for them.
            guest.Transaction.Hang($"Boot Cloud Computing Instance: {locked.Message}");
            state.Log.Add("Provision Failed", "CCI", guest.Id, guest.FullName, null, at);
        }
    }

    private void Unlock(VirtualGuest guest)
    {
        if (guest.Disk.Key is { } key)
        {
            new ImageKey(cloud).UnwrapForBoot(key, $"boot-{guest.Id.ToString(CultureInfo.InvariantCulture)}").Dispose();
        }
    }
}
