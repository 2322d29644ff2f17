using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>Templates and their copies as the API shows them (spec softlayer §2.2). The status says "Active" while a copy is still being made.</summary>
internal static class TemplateShape
{
    public static SoftLayerObject Of(ImageTemplate template, DateTimeOffset now, SoftLayerState state) =>
        Common(template, template.Id, template.GlobalIdentifier, template.Transaction, now, state)
            .Local("parentId", "")
            .Local("publicFlag", 0)
            .Relation("children", () => template.Present(now).Select(copy => Of(template, copy, now, state)))
            .RelationalValue("childrenCount", () => template.Present(now).Count())
            .Relation("datacenters", () => template.Present(now).Select(copy => copy.Datacenter.Show()))
            .Relation("accountReferences", () => template.SharedWith.Prepend(state.Users.AccountId ?? 0).Select(id => new SoftLayerObject().Local("accountId", id)));

    public static SoftLayerObject Of(ImageTemplate template, TemplateCopy copy, DateTimeOffset now, SoftLayerState state) =>
        Common(template, copy.Id, copy.GlobalIdentifier, copy.Transaction, now, state)
            .Local("parentId", template.Id)
            .Local("publicFlag", 0)
            .Relation("datacenter", copy.Datacenter.Show)
            .Relation("parent", () => Of(template, now, state));

    private static SoftLayerObject Common(ImageTemplate template, long id, string globalIdentifier, Transaction transaction, DateTimeOffset now, SoftLayerState state)
    {
        var running = transaction.IsRunning(now);
        return new SoftLayerObject()
            .Local("id", id)
            .Local("globalIdentifier", globalIdentifier)
            .Local("accountId", state.Users.AccountId)
            .Local("name", template.Name)
            .Local("note", template.Note)
            .Local("createDate", template.CreatedAt)
            .Local("statusId", 1)
            .Local("summary", template.Name)
            .Local("userRecordId", template.CreatedBy.Id)
            .Local("transactionId", running ? transaction.Id : null)
            .Relation("status", () => new SoftLayerObject().Local("name", "Active").Local("keyName", "ACTIVE").Local("description", "The Guest Block Device Template Group is active."))
            .Relation("transaction", () => running ? transaction.Show(now) : null)
            .Relation("account", () => new SoftLayerObject().Local("id", state.Users.AccountId))
            .Relation("blockDevices", () => [Device(template)])
            .Relation("tagReferences", () => [])
            .Relation("imageType", () => new SoftLayerObject().Local("name", "System").Local("keyName", "SYSTEM"))
            .RelationalValue("imageTypeKeyName", () => "SYSTEM")
            .RelationalValue("blockDevicesDiskSpaceTotal", () => template.Disk.Content.Length);
    }

    private static SoftLayerObject Device(ImageTemplate template) => new SoftLayerObject()
        .Local("id", template.Id + 1_000_000)
        .Local("device", "0")
        .Local("groupId", template.Id)
        .Local("diskSpace", template.Disk.Content.Length)
        .Local("units", "B")
        .Relation("diskImage", () => new SoftLayerObject()
            .Local("id", template.Id + 2_000_000)
            .Local("capacity", Gigabytes(template.Disk.Capacity))
            .Local("units", "GB")
            .Local("name", template.Name)
            .Local("importedDiskType", template.Disk.Format)
            .Local("isEncrypted", template.Disk.Key is not null)
            .Relation("type", () => new SoftLayerObject().Local("keyName", "SYSTEM").Local("name", "System"))
            .Relation("softwareReferences", () =>
            [
                new SoftLayerObject().Relation("softwareDescription", () => Import.OperatingSystem.ByCode(template.OsCode)?.Show()),
            ]));

    public static long Gigabytes(long bytes) => Math.Max(1, (bytes + (1L << 30) - 1) >> 30);
}
