using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.Import;

/// <summary>
/// createFromIcos (spec softlayer §2.1, §9): every check of the table, in its order, and then a template whose copy is still being made.
/// </summary>
internal sealed class ImageImport(EmulatedCloud cloud, SoftLayerState state)
{
    private const string Group = "Cloud Image Import";

    private static readonly TransactionStep[] Steps =
        [new("CLOUD_TRANSFER_DISK_TEMPLATE", "Transfer Cloud Disk Template"), new("CLOUD_VERIFY_DISK_TEMPLATE", "Verify Cloud Disk Template")];

    private readonly ObjectAccess _objects = new(cloud);
    private readonly ImageKey _keys = new(cloud);

    public async ValueTask<SoftLayerValue> RunAsync(MethodCall call)
    {
        call.Require(ClassicPermissions.PublicImageManage);
        var import = ImportConfiguration.Read(call.OnlyObject("a configuration"), cloud.Options.ImportMode);
        var system = OperatingSystem.Importable(cloud.Options.ImportMode).FirstOrDefault(one => one.ReferenceCode == import.OsCode) ?? throw SoftLayerErrors.Public(
            $"operatingSystemReferenceCode '{import.OsCode}' cannot be imported. Use one of {string.Join(", ", OperatingSystem.Importable(cloud.Options.ImportMode).Select(one => one.ReferenceCode))}.");
        var address = ObjectAddress.Parse(import.Uri);
        var datacenter = address.ImportDatacenter();
        var apiKey = import is { IsEncrypted: false, ApiKey: null, Hmac: { } hmac } ? _objects.Identify(hmac) : _objects.Identify(import.ApiKey);
        CheckName(import, address);
        CheckLicence(import, system);
        var content = _objects.Take(apiKey, address);
        try
        {
            var (disk, failure) = await VerifyAsync(call, import, address, apiKey, content).ConfigureAwait(false);
            return Accept(call, import, datacenter, disk ?? new TemplateDisk(content, "VHD", content.Length, null), failure);
        }
        catch
        {
            ContentStore.Drop(content.Parts);
            throw;
        }
    }

    // What is found in the key and in the file: refused at once, or accepted and failed later, as the switch says.
    private async Task<(TemplateDisk? Disk, ServiceError? Failure)> VerifyAsync(
        MethodCall call, ImportConfiguration import, ObjectAddress address, Access.Identity apiKey, ObjectContent content)
    {
        var key = import.IsEncrypted ? _keys.Read(import, address) : null;
        try
        {
            if (key is null)
            {
                return (await ImportedImage.OpenPlainAsync(content, Path.GetExtension(address.Object), call.Cancel).ConfigureAwait(false), null);
            }

            using var dek = _keys.Unwrap(key, apiKey, call.Caller, RequestGate.CorrelationIdOf(call.Http));
            return (await ImportedImage.OpenEncryptedAsync(content, key, dek, cloud.Options.ImportMode, call.Cancel).ConfigureAwait(false), null);
        }
        catch (ServiceError failure) when (cloud.Options.Switches.ImportFailure != ImportFailureShape.AtOnce)
        {
            return (null, failure);
        }
    }

    private SoftLayerValue Accept(MethodCall call, ImportConfiguration import, Datacenter datacenter, TemplateDisk disk, ServiceError? failure)
    {
        lock (cloud.State.Gate)
        {
            var template = state.Templates.Start(new(import.Name, import.Note, datacenter, disk, import.OsCode)
            {
                CloudInit = import.CloudInit,
                Byol = import.Byol,
                BootMode = import.BootMode,
                Group = Group,
                CopySteps = Steps,
                BeginEvent = "Image Import",
                EndEvent = failure is null ? "Image Import Complete" : "Image Import Failed",
            }, call.Caller);
            if (failure is not null && cloud.Options.Switches.ImportFailure == ImportFailureShape.TransactionNeverEnds)
            {
                template.Copies[0].Transaction.Hang("Verify Cloud Disk Template");
            }
            else if (failure is not null)
            {
                state.Work.Add(template.Copies[0].Transaction.EndsAt, _ => state.Templates.Delete(template, null));
            }

            return SoftLayerValue.Of(TemplateShape.Of(template, cloud.Clock.GetUtcNow(), state));
        }
    }

    private void CheckName(ImportConfiguration import, ObjectAddress address)
    {
        string[] allowed = !import.IsEncrypted ? [".vhd", ".vmdk", ".iso"] : cloud.Options.ImportMode == ImportMode.Year2018 ? [".raw"] : [".vhd"];
        if (!allowed.Contains(Path.GetExtension(address.Object)))
        {
            throw SoftLayerErrors.Public(
                $"The object's name '{address.Object}' must end in {string.Join(" or ", allowed)} for {(import.IsEncrypted ? "an encrypted" : "a plain")} image. Upload it under such a name.");
        }
    }

    private static void CheckLicence(ImportConfiguration import, OperatingSystem system)
    {
        if (import is { IsEncrypted: true, CloudInit: false })
        {
            throw SoftLayerErrors.Public("cloudInit must be true for an encrypted image. Install cloud-init in the image and send cloudInit true.");
        }

        if (import is { IsEncrypted: true, Byol: false } && system.IsRedHat)
        {
            throw SoftLayerErrors.Public("byol must be true for an encrypted Red Hat image: it runs under your own licence.");
        }

        if (import is { CloudInit: true, Byol: true } && system.IsWindows)
        {
            throw SoftLayerErrors.Public("A Windows image cannot have both cloudInit and byol. Choose one.");
        }
    }
}
