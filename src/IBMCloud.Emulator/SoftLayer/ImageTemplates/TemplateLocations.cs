using System.Text.Json;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>
/// Where a template is, and who else may use it (spec softlayer §2.4).
/// <code>
/// getStorageLocations, addLocations [[{id},…]], removeLocations [[…]], setAvailableLocations [[…]]   → true; the copies take a while
/// permitSharingAccess [account], denySharingAccess [account]                                         → true; the parent only
/// </code>
/// </summary>
internal sealed class TemplateLocations(EmulatedCloud cloud, SoftLayerState state)
{
    private DateTimeOffset Now => cloud.Clock.GetUtcNow();

    public void Map(MethodTable table)
    {
        const string Service = TemplateMethods.Service;
        table.AddList(Service, "getStorageLocations", null, call => Parent(call).Present(Now).Select(copy => copy.Datacenter.Show()));
        table.Add(Service, "addLocations", call => Change(call, (template, wanted) => Add(template, wanted)));
        table.Add(Service, "removeLocations", call => Change(call, (template, wanted) => Remove(template, copy => wanted.Contains(copy.Datacenter))));
        table.Add(Service, "setAvailableLocations", call => Change(call, (template, wanted) =>
        {
            Add(template, wanted);
            Remove(template, copy => !wanted.Contains(copy.Datacenter));
        }));
        table.Add(Service, "permitSharingAccess", call => Share(call, permit: true));
        table.Add(Service, "denySharingAccess", call => Share(call, permit: false));
    }

    // Sharing and locations belong to the parent: a copy's id finds nothing.
    private ImageTemplate Parent(MethodCall call) => state.Templates.Find(call.Target.Id) ?? throw call.NotFound();

    private SoftLayerValue Change(MethodCall call, Action<ImageTemplate, IReadOnlyList<Datacenter>> change)
    {
        call.Require(ClassicPermissions.PublicImageManage);
        var template = Parent(call);
        if (!template.IsReady(Now))
        {
            throw SoftLayerErrors.Public($"Image template {template.Id} has an active transaction. Wait until it and its copies are idle, then change its locations.");
        }

        var argument = call.Argument(0, "an array of locations");
        if (argument.ValueKind != JsonValueKind.Array || argument.GetArrayLength() == 0)
        {
            throw SoftLayerErrors.InvalidValue("The locations must be one array inside the array of parameters: {\"parameters\":[[{\"id\":…}]]}.");
        }

        change(template, [.. argument.EnumerateArray().Select(Location)]);
        return SoftLayerValue.Yes;
    }

    private static Datacenter Location(JsonElement location) => Datacenter.ById(Arguments.Number(location, "id")) ?? Datacenter.ByName(Arguments.Text(location, "name"))
        ?? throw SoftLayerErrors.InvalidValue("A location has no known id. SoftLayer_Virtual_Guest_Block_Device_Template_Group/getStorageLocations shows ids.");

    private void Add(ImageTemplate template, IReadOnlyList<Datacenter> wanted)
    {
        foreach (var place in wanted.Where(place => template.Present(Now).All(copy => copy.Datacenter != place)))
        {
            template.Copies.Add(state.Templates.Copy(place, "Cloud Template Copy", Now, new TransactionStep("CLOUD_TRANSFER_DISK_TEMPLATE", "Transfer Cloud Disk Template")));
        }
    }

    private void Remove(ImageTemplate template, Func<TemplateCopy, bool> leaves)
    {
        var staying = template.Present(Now).Where(copy => !leaves(copy)).ToList();
        if (staying.Count == 0)
        {
            throw SoftLayerErrors.Public("An image template needs at least one location. Keep one, or delete the template.");
        }

        foreach (var copy in template.Present(Now).Where(leaves).ToList())
        {
            copy.Transaction = new(state.NextId(), "Cloud Template Delete", Now, cloud.Options.StageDelay, new TransactionStep("CLOUD_DELETE_TEMPLATE", "Delete Cloud Template"));
            copy.GoneAt = copy.Transaction.EndsAt;
        }
    }

    private SoftLayerValue Share(MethodCall call, bool permit)
    {
        call.Require(ClassicPermissions.PublicImageManage);
        var template = Parent(call);
        var account = call.Argument(0, "an account id") is { ValueKind: JsonValueKind.Number } number ? number.GetInt64()
            : throw SoftLayerErrors.InvalidValue("The account's id must be a number.");
        if (account == state.Users.AccountId)
        {
            throw SoftLayerErrors.Public("The template's own account always has it. Name another account.");
        }

        var changed = permit ? template.SharedWith.Add(account) : template.SharedWith.Remove(account);
        return SoftLayerValue.Of(changed || permit);
    }
}
