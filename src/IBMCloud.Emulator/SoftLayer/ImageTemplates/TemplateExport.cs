using System.Globalization;
using IBMCloud.DiskImages;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Import;
using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>
/// copyToIcos (spec softlayer §2.3): answers <c>true</c>, and the object appears later as <c>NAME-0.vhd</c>, the disk's number before the
/// extension. Where the key may not write or the bucket is elsewhere, the answer is the same and no object ever appears; the event log says why.
/// </summary>
internal sealed class TemplateExport(EmulatedCloud cloud, SoftLayerState state)
{
    private readonly ObjectAccess _objects = new(cloud);

    public async ValueTask<SoftLayerValue> RunAsync(MethodCall call)
    {
        call.Require(ClassicPermissions.PublicImageManage);
        var template = Idle(call);
        var argument = call.OnlyObject("a configuration");
        var address = ObjectAddress.Parse(Arguments.Text(argument, "uri") ?? "");
        if (address.Object.AsSpan().IndexOfAny("?=<") >= 0)
        {
            throw SoftLayerErrors.Public($"The object's name '{address.Object}' has a character that URLs give a meaning. Leave out ? = and <.");
        }

        var content = await FileAsync(template.Disk, call.Cancel).ConfigureAwait(false);
        lock (cloud.State.Gate)
        {
            template.Transaction = new(state.NextId(), "Cloud Template Export", cloud.Clock.GetUtcNow(), cloud.Options.StageDelay,
                new TransactionStep("CLOUD_EXPORT_TEMPLATE", "Export Cloud Template"));
            state.Log.Add("Image Export", "Image", template.Id, template.Name, call.Caller, cloud.Clock.GetUtcNow());
            state.Work.Add(template.Transaction.EndsAt, at => Publish(template, content, address, Arguments.Text(argument, "ibmApiKey"), at));
        }

        return SoftLayerValue.Yes;
    }

    private ImageTemplate Idle(MethodCall call)
    {
        lock (cloud.State.Gate)
        {
            var template = state.Templates.Find(call.Target.Id) ?? throw call.NotFound();
            return template.IsReady(cloud.Clock.GetUtcNow()) ? template
                : throw SoftLayerErrors.Public($"Image template {template.Id} has an active transaction. Wait until it and its copies are idle, then export it.");
        }
    }

    // A captured disk becomes a VHD; what is a file already leaves as it came.
    private async Task<ObjectContent> FileAsync(TemplateDisk disk, CancellationToken cancellationToken)
    {
        if (disk is not { Format: "RAW", Key: null })
        {
            ContentStore.Keep(disk.Content.Parts);
            return disk.Content;
        }

        using var raw = new StoredObjectSource(disk.Content);
        using var image = await DynamicVhdImage.OpenAsync(raw, new VhdOptions { ScanForZeroBlocks = true }, cancellationToken).ConfigureAwait(false);
        return new ObjectContent([await SpilledImage.MakeAsync(cloud.Temp, image, cancellationToken).ConfigureAwait(false)]);
    }

    private void Publish(ImageTemplate template, ObjectContent content, ObjectAddress address, string? apiKey, DateTimeOffset at)
    {
        try
        {
            _objects.RequireWritable(_objects.Identify(apiKey), address);
            var objects = cloud.State.ObjectStorage.Buckets[address.Bucket].Objects;
            var name = ResultName(address.Object);
            if (objects.TryGetValue(name, out var replaced))
            {
                ContentStore.Drop(replaced.Content.Parts);
            }

            objects[name] = new StoredObject
            {
                Content = content,
                ETag = content.Parts.Count == 1 ? content.Parts[0].ETag : string.Create(CultureInfo.InvariantCulture, $"{content.Parts[0].ETag}-{content.Parts.Count}"),
                LastModified = at,
                Headers = new("application/octet-stream", new Dictionary<string, string>()),
            };
            state.Log.Add("Image Export Complete", "Image", template.Id, template.Name, null, at);
        }
        catch (ServiceError refused)
        {
            ContentStore.Drop(content.Parts);
            state.Log.Add("Image Export Failed", "Image", template.Id, template.Name, null, at,
                new System.Text.Json.Nodes.JsonObject { ["reason"] = refused.Message }.ToJsonString());
        }
    }

    private static string ResultName(string name)
    {
        var extension = Path.GetExtension(name);
        return $"{name[..^extension.Length]}-0{extension}";
    }
}
