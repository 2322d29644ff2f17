using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Orders;
using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.Transactions;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>
/// SoftLayer_Virtual_Guest (spec softlayer §3).
/// <code>
/// getCreateObjectOptions, createObject [guest] → 201, createObjects [[guest,…]]   static
/// getObject, deleteObject → true, editObject [{notes}], isEncrypted
/// attachDiskImage [image]   refused for servers from encrypted templates; no portable volume exists here
/// powerOn, powerOff, powerOffSoft, rebootDefault, rebootSoft, rebootHard → true
/// </code>
/// </summary>
internal sealed class GuestMethods(EmulatedCloud cloud, SoftLayerState state)
{
    public const string Service = "SoftLayer_Virtual_Guest";
    private readonly GuestOrderReader _reader = new(cloud, state);

    public void Map(MethodTable table)
    {
        table.AddObject(Service, call => state.Guests.Show(Find(call)));
        table.Add(Service, "getCreateObjectOptions", _ => SoftLayerValue.Of(CreateObjectOptions.Show()));
        table.Add(Service, "createObject", Create);
        table.Add(Service, "createObjects", CreateMany);
        table.Add(Service, "deleteObject", Cancel);
        table.Add(Service, "editObject", Edit);
        table.Add(Service, "attachDiskImage", Attach);
        table.Add(Service, "setTags", call => SoftLayerValue.Of(Find(call) is not null));
        table.Add(Service, "powerOn", call => SwitchPower(call, "CLOUD_POWER_ON", guest => state.Guests.PowerOn(guest, call.Caller, Now)));
        table.Add(Service, "powerOff", call => SwitchPower(call, "CLOUD_POWER_OFF", guest => PowerOff(guest, call, "Power Off")));
        table.Add(Service, "powerOffSoft", call => SwitchPower(call, "CLOUD_POWER_OFF", guest => PowerOff(guest, call, "Soft Power Off")));
        foreach (var (method, name) in (ReadOnlySpan<(string, string)>)[("rebootDefault", "Reboot"), ("rebootSoft", "Soft Reboot"), ("rebootHard", "Hard Reboot")])
        {
            table.Add(Service, method, call => SwitchPower(call, "CLOUD_REBOOT", guest => Reboot(guest, call, name)));
        }
    }

    private DateTimeOffset Now => cloud.Clock.GetUtcNow();

    private VirtualGuest Find(MethodCall call)
    {
        call.Require(ClassicPermissions.VirtualGuestView, ClassicPermissions.AccessAllGuests);
        return state.Guests.Find(call.Target.Id) ?? throw call.NotFound();
    }

    private SoftLayerValue Create(MethodCall call)
    {
        OrderMethods.RequireOrder(call);
        var guest = state.Guests.Create(_reader.FromGuest(call.OnlyObject("a server")), call.Caller);
        call.Http.Response.StatusCode = StatusCodes.Status201Created;
        call.Http.Response.Headers.Location = $"{call.Http.BaseAddress()}/rest/v3.1/{Service}/{guest.Id}/getObject";
        return SoftLayerValue.Of(state.Guests.Show(guest));
    }

    private SoftLayerValue CreateMany(MethodCall call)
    {
        OrderMethods.RequireOrder(call);
        if (call.Arguments is not [{ ValueKind: System.Text.Json.JsonValueKind.Array } servers])
        {
            throw SoftLayerErrors.BadRequest($"{Service}::createObjects takes one array. Send {{\"parameters\":[[{{…}},{{…}}]]}}.");
        }

        // All are checked before the first is ordered.
        var orders = servers.EnumerateArray().Select(_reader.FromGuest).ToList();
        return SoftLayerValue.Of(orders.Select(order => state.Guests.Show(state.Guests.Create(order, call.Caller))));
    }

    private SoftLayerValue Cancel(MethodCall call)
    {
        call.Require(ClassicPermissions.ServerCancel);
        var guest = Idle(call);
        state.Guests.Cancel(guest, call.Caller);
        return SoftLayerValue.Yes;
    }

    private SoftLayerValue Edit(MethodCall call)
    {
        var guest = Find(call);
        guest.Notes = Arguments.Text(call.OnlyObject("the properties to change"), "notes") ?? guest.Notes;
        return SoftLayerValue.Yes;
    }

    // Documented since 2019: encryption covers the server's own disks, so no portable volume goes with them.
    private SoftLayerValue Attach(MethodCall call)
    {
        var guest = Find(call);
        throw guest.Disk.Key is not null
            ? SoftLayerErrors.Public($"The server {guest.Id} was made from an encrypted template: portable storage cannot be attached to it. Keep the data on the server's own disk, or use an unencrypted server.")
            : SoftLayerErrors.NotFound(call.Arguments.Count > 0 ? call.Arguments[0].ToString() : null);
    }

    private SoftLayerValue SwitchPower(MethodCall call, string step, Action<VirtualGuest> change)
    {
        var guest = Idle(call);
        change(guest);
        state.Guests.Occupy(guest, "Cloud Computing Power", new TransactionStep(step, "Change Power State"));
        return SoftLayerValue.Yes;
    }

    private void PowerOff(VirtualGuest guest, MethodCall call, string name)
    {
        guest.Power = PowerState.Halted;
        state.Log.Add(name, "CCI", guest.Id, guest.FullName, call.Caller, Now);
    }

    private void Reboot(VirtualGuest guest, MethodCall call, string name)
    {
        state.Log.Add(name, "CCI", guest.Id, guest.FullName, call.Caller, Now);
        state.Guests.PowerOn(guest, null, Now);
    }

    private VirtualGuest Idle(MethodCall call)
    {
        var guest = Find(call);
        return guest.Transaction.IsRunning(Now)
            ? throw SoftLayerErrors.Public($"The server {guest.Id} has an active transaction. Wait until it has none, then call again.")
            : guest;
    }
}
