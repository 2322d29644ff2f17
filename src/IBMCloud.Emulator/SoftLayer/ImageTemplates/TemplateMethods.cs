using System.Globalization;
using System.Text.Json;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Import;
using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>
/// SoftLayer_Virtual_Guest_Block_Device_Template_Group (spec softlayer §2).
/// <code>
/// createFromIcos [configuration], getVhdImportSoftwareDescriptions, getPublicImages   static
/// copyToIcos [configuration] → true
/// getObject, editObject [{name,note}], deleteObject → transaction
/// isEncrypted, isCloudInit, isByol, getEncryptionAttributes
/// </code>
/// </summary>
internal sealed class TemplateMethods(EmulatedCloud cloud, SoftLayerState state)
{
    public const string Service = "SoftLayer_Virtual_Guest_Block_Device_Template_Group";

    public void Map(MethodTable table)
    {
        var import = new ImageImport(cloud, state);
        new TemplateCapture(cloud, state).Map(table);
        new TemplateLocations(cloud, state).Map(table);
        table.Add(Service, "copyToIcos", new TemplateExport(cloud, state).RunAsync);
        table.AddObject(Service, Get);
        table.Add(Service, "createFromIcos", import.RunAsync);
        table.AddList(Service, "getVhdImportSoftwareDescriptions", null, _ => Import.OperatingSystem.Importable(cloud.Options.ImportMode).Select(one => one.Show()));
        table.AddList(Service, "getPublicImages", null, _ => []);
        table.Add(Service, "isEncrypted", call => SoftLayerValue.Of(Find(call).Disk.Key is not null));
        table.Add(Service, "isCloudInit", call => SoftLayerValue.Of(Find(call).CloudInit));
        table.Add(Service, "isByol", call => SoftLayerValue.Of(Find(call).Byol));
        table.Add(Service, "getEncryptionAttributes", call => SoftLayerValue.Of(new System.Text.Json.Nodes.JsonArray(
            Find(call).Disk.Key is { } key ? [key.RootKey.ToString()] : [])));
        table.Add(Service, "deleteObject", Delete);
        table.Add(Service, "editObject", Edit);
        table.Add(Service, "addCloudInitAttribute", call => SoftLayerValue.Of(Find(call).CloudInit = true));
        table.Add(Service, "addByolAttribute", call => SoftLayerValue.Of(Find(call).Byol = true));
        table.Add(Service, "setTags", call => SoftLayerValue.Of(Find(call) is not null));
    }

    private SoftLayerObject Get(MethodCall call)
    {
        var now = cloud.Clock.GetUtcNow();
        return state.Templates.Find(call.Target.Id) is { } template ? TemplateShape.Of(template, now, state)
            : state.Templates.FindCopy(call.Target.Id) is var (parent, copy) ? TemplateShape.Of(parent, copy, now, state)
            : throw call.NotFound();
    }

    private ImageTemplate Find(MethodCall call) =>
        state.Templates.Find(call.Target.Id) ?? state.Templates.FindCopy(call.Target.Id)?.Template ?? throw call.NotFound();

    private SoftLayerValue Delete(MethodCall call)
    {
        call.Require(ClassicPermissions.PublicImageManage);
        var template = state.Templates.Find(call.Target.Id) ?? throw call.NotFound();
        return template.IsReady(cloud.Clock.GetUtcNow())
            ? SoftLayerValue.Of(state.Templates.Delete(template, call.Caller).Show(cloud.Clock.GetUtcNow()))
            : throw SoftLayerErrors.Public($"Image template {template.Id.ToString(CultureInfo.InvariantCulture)} has an active transaction. Wait until it and its copies are idle, then delete it.");
    }

    private SoftLayerValue Edit(MethodCall call)
    {
        call.Require(ClassicPermissions.PublicImageManage);
        var template = Find(call);
        var change = call.OnlyObject("the properties to change");
        foreach (var member in change.EnumerateObject())
        {
            if (member.Name is not ("name" or "note") || member.Value.ValueKind != JsonValueKind.String)
            {
                throw SoftLayerErrors.InvalidValue($"'{member.Name}' of an image template cannot be edited. Only name and note can, and they are text.");
            }
        }

        template.Name = Arguments.Text(change, "name") ?? template.Name;
        template.Note = Arguments.Text(change, "note") ?? template.Note;
        return SoftLayerValue.Yes;
    }
}
