using System.Text.Json;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.Transactions;
using IBMCloud.Emulator.SoftLayer.VirtualGuests;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>
/// Templates from a server (spec softlayer §2.3).
/// <code>
/// SoftLayer_Virtual_Guest/{id}/createArchiveTemplate [name, [{id},…], note]      → template group
/// SoftLayer_Virtual_Guest/{id}/createArchiveTransaction, same arguments, deprecated   → transaction, which does not name the template
/// </code>
/// The server is busy meanwhile. Only its boot disk is taken: swap, CD and metadata cannot be captured.
/// </summary>
internal sealed class TemplateCapture(EmulatedCloud cloud, SoftLayerState state)
{
    private const string Group = "Cloud Instance Capture";

    public void Map(MethodTable table)
    {
        table.Add(GuestMethods.Service, "createArchiveTemplate", call => SoftLayerValue.Of(TemplateShape.Of(Capture(call), cloud.Clock.GetUtcNow(), state)));
        table.Add(GuestMethods.Service, "createArchiveTransaction", call => SoftLayerValue.Of(Capture(call).Transaction.Show(cloud.Clock.GetUtcNow())));
    }

    private ImageTemplate Capture(MethodCall call)
    {
        call.Require(ClassicPermissions.VirtualGuestView, ClassicPermissions.PublicImageManage);
        var guest = state.Guests.Find(call.Target.Id) ?? throw call.NotFound();
        if (guest.Transaction.IsRunning(cloud.Clock.GetUtcNow()))
        {
            throw SoftLayerErrors.Public($"The server {guest.Id} has an active transaction. Wait until it has none, then capture it.");
        }

        var name = call.Argument(0, "the template's name").ToString();
        if (name.Length == 0)
        {
            throw SoftLayerErrors.InvalidValue("The template's name is empty. Give it one.");
        }

        CheckDevices(guest, call.Argument(1, "an array of block devices"));
        ContentStore.Keep(guest.Disk.Content.Parts);
        state.Guests.Occupy(guest, Group, new TransactionStep("CLOUD_CAPTURE_DISK", "Capture Cloud Disk"));
        return state.Templates.Start(new(name, call.Arguments.Count > 2 ? call.Arguments[2].ToString() : "", guest.Order.Datacenter, guest.Disk, guest.Order.OsCode)
        {
            CloudInit = true,
            Group = Group,
            CopySteps = [new("CLOUD_TRANSFER_DISK_TEMPLATE", "Transfer Cloud Disk Template")],
            BeginEvent = "Image Capture",
            EndEvent = "Image Capture Complete",
        }, call.Caller);
    }

    private static void CheckDevices(VirtualGuest guest, JsonElement devices)
    {
        var boot = guest.Id + GuestShape.FirstDevice;
        var wanted = devices.ValueKind == JsonValueKind.Array ? devices.EnumerateArray().Select(device => Arguments.Number(device, "id")).ToList() : [];
        if (wanted.Count == 0 || wanted.Any(id => id != boot))
        {
            throw SoftLayerErrors.InvalidValue($"Only the boot disk of the server can be captured: device 0, block device {boot}. Leave out swap, CD and metadata.");
        }
    }
}
