using IBMCloud.ObjectStorage;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>
/// An image template, exported into the run's bucket as a plain VHD. The service says yes before it writes anything and says nothing where it could not: the object is waited for.
/// </summary>
internal sealed class ExportStep : E2EStep
{
    // The object is there when the template's transaction ends, give or take what a bucket needs to show it.
    private const int LooksAfterTheEnd = 30;

    public override string Id => E2EStepIds.Export;

    public override string Title => "exported image";

    public override IReadOnlyList<string> After => [E2EStepIds.Account, E2EStepIds.Capture, E2EStepIds.Bucket];

    public override bool AppliesTo(E2ERequest request) => request.Image is ImageInput.ClassicInput;

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (verdict, reason) = await PlainCopies.AreDoneWithAsync(context, cancellationToken).ConfigureAwait(false)
            ? (PlanVerdict.WillCheck, PlainCopies.DoneWith)
            : await LookAsync(context, cancellationToken).ConfigureAwait(false);
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = verdict,
            Reason = reason,
            Cost = verdict == PlanVerdict.WillCreate ? CostClass.Billed : CostClass.Free,
            Permission = verdict == PlanVerdict.WillCreate ? "classic permission to manage images (PUBLIC_IMAGE_MANAGE); create service IDs; Administrator on the Object Storage instance" : "",
            TearDownRemoves = verdict == PlanVerdict.WillCreate || context.IsOurs,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (await PlainCopies.AreDoneWithAsync(context, cancellationToken).ConfigureAwait(false))
        {
            return StepOutcome.Checked(PlainCopies.DoneWith);
        }

        var (facts, key) = (context.Facts, context.Facts.ExportedKey ??= KeyFor(context.Request));
        var there = await FindAsync(context, key, cancellationToken).ConfigureAwait(false);
        if (there is not null && there.ETag == facts.ExportedETag)
        {
            await ExportGrant.RemoveAsync(context, cancellationToken).ConfigureAwait(false);
            return context.Found(key, $"{key}, {there.Length:N0} bytes");
        }

        if (there is not null && (!context.IsOurs || facts.ExportedETag is not null))
        {
            throw new E2EPrerequisiteException(Id, InTheWay(key, there));
        }

        // Absent when this step set out, and there now: an attempt that was cut off began it.
        var template = await ReadyAsync(context, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(context, key, cancellationToken).ConfigureAwait(false) is null)
        {
            await BeginAsync(context, template, key, cancellationToken).ConfigureAwait(false);
        }

        var exported = await WaitAsync(context, template.Id, key, cancellationToken).ConfigureAwait(false);
        await ForgetLayoutAsync(context, cancellationToken).ConfigureAwait(false);
        facts.ExportedETag = exported.ETag;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        await ExportGrant.RemoveAsync(context, cancellationToken).ConfigureAwait(false);
        return StepOutcome.Created(key, $"{key}, {exported.Length:N0} bytes, of {template.Name} ({template.Id})");
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (context.Facts.ExportedETag is null && TemplateOf(context) is { } id
            && await context.Clients.SoftLayer.ImageTemplates.GetAsync(id, cancellationToken).ConfigureAwait(false) is { IsReady: false })
        {
            // An export that is under way would leave its object behind.
            await context.Clients.SoftLayer.ImageTemplates.WaitUntilReadyAsync(id, context.Options.Wait, new Waiting(context), cancellationToken).ConfigureAwait(false);
        }

        await ExportGrant.RemoveAsync(context, cancellationToken).ConfigureAwait(false);
        if (context.Facts is not { Bucket: { } bucket, ExportedKey: { } key } || await FindAsync(context, key, cancellationToken).ConfigureAwait(false) is not { } there)
        {
            context.Facts.ExportedETag = null;
            return TearDownOutcome.Nothing;
        }

        if (context.Facts.ExportedETag is { } etag && etag != there.ETag)
        {
            return TearDownOutcome.Remains($"object {key}: it is not the one that this run exported");
        }

        await context.Clients.ObjectStorage(context.Request.Region).DeleteObjectAsync(bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        context.Facts.ExportedETag = null;
        return TearDownOutcome.Removed($"object {key}, the plain export");
    }

    private static async Task<(PlanVerdict Verdict, string Reason)> LookAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var key = KeyFor(context.Request);
        var there = context.Facts.Bucket is null ? null : await FindAsync(context, key, cancellationToken).ConfigureAwait(false);
        if (there is not null)
        {
            return there.ETag == context.Facts.ExportedETag ? (PlanVerdict.Exists, $"{key}, {there.Length:N0} bytes")
                : context.IsOurs && context.Facts.ExportedETag is null ? (PlanVerdict.WillCheck, $"{key}: an earlier attempt began it")
                : (PlanVerdict.Cannot, InTheWay(key, there));
        }

        if (TemplateOf(context) is not { } id)
        {
            return (PlanVerdict.WillCreate, $"object '{key}', a plain copy of the captured server");
        }

        var templates = context.Clients.SoftLayer.ImageTemplates;
        var template = await templates.GetAsync(id, cancellationToken).ConfigureAwait(false);
        return template is null ? (PlanVerdict.Cannot, $"There is no image template {id}, or this user may not see it. Correct the id.")
            : await templates.IsEncryptedAsync(id, cancellationToken).ConfigureAwait(false) ? (PlanVerdict.Cannot, Encrypted(template))
            : (PlanVerdict.WillCreate, $"object '{key}', a plain copy of image template {template.Name} ({id})");
    }

    private static async Task BeginAsync(E2EStepContext context, ImageTemplate template, string key, CancellationToken cancellationToken)
    {
        await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        using var apiKey = await ExportGrant.MakeAsync(context, cancellationToken).ConfigureAwait(false);
        await context.SettlePoliciesAsync(cancellationToken).ConfigureAwait(false);
        await context.Clients.SoftLayer.ImageTemplates.ExportAsync(
            template.Id, new Uri($"cos://{context.Request.Region}/{context.Need(context.Facts.Bucket, "which bucket")}/{NameFor(context.Request)}.vhd"), apiKey, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImageTemplate> ReadyAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var id = TemplateOf(context) ?? throw new InvalidOperationException("The step before did not say which image template. A step of your own must set it in the facts.");
        var templates = context.Clients.SoftLayer.ImageTemplates;
        var template = await templates.GetAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new E2EPrerequisiteException(E2EStepIds.Export, $"There is no image template {id}, or this user may not see it. Correct the id.");
        return await templates.IsEncryptedAsync(id, cancellationToken).ConfigureAwait(false) ? throw new E2EPrerequisiteException(E2EStepIds.Export, Encrypted(template))
            : template.IsReady ? template
            : await templates.WaitUntilReadyAsync(id, context.Options.Wait, new Waiting(context), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ObjectProperties> WaitAsync(E2EStepContext context, long template, string key, CancellationToken cancellationToken)
    {
        await context.Clients.SoftLayer.ImageTemplates.WaitUntilReadyAsync(template, context.Options.Wait, new Waiting(context), cancellationToken).ConfigureAwait(false);
        for (var look = 0; look < LooksAfterTheEnd; look++)
        {
            if (await FindAsync(context, key, cancellationToken).ConfigureAwait(false) is { } exported)
            {
                return exported;
            }

            context.Report("the export has ended, waiting for its object");
            await Task.Delay(context.Options.Wait.PollInterval, context.Options.Client.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        throw new E2EPrerequisiteException(E2EStepIds.Export,
            $"The export of image template {template} ended and there is no object '{key}' in bucket '{context.Facts.Bucket}'. The service does not say why: see that the bucket is Regional in {context.Request.Region} "
            + "and that its own policies allow a new service ID to write, look into the template's events, then run again.");
    }

    // A layout belongs to one disk: another export may have other blocks in use.
    private static async Task ForgetLayoutAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var facts = context.Facts;
        if (UploadJournal.RecordIn(facts) is { } unfinished)
        {
            await context.Clients.ObjectStorage(context.Request.Region).AbortUploadAsync(unfinished.Bucket, unfinished.Key, unfinished.UploadId, cancellationToken).ConfigureAwait(false);
        }

        (facts.Layout, facts.Upload, facts.DiskLength) = (null, null, null);
    }

    private static long? TemplateOf(E2EStepContext context) => context.Request.Image is ImageInput.TemplateInput given ? given.Id : context.Facts.CapturedTemplateId;

    private static Task<ObjectProperties?> FindAsync(E2EStepContext context, string key, CancellationToken cancellationToken) =>
        context.Clients.ObjectStorage(context.Request.Region).FindObjectAsync(context.Need(context.Facts.Bucket, "which bucket"), key, cancellationToken);

    private static string NameFor(E2ERequest request) => $"{request.Name}-plain";

    // The number of the disk goes before the extension.
    private static string KeyFor(E2ERequest request) => $"{NameFor(request)}-0.vhd";

    private static string Encrypted(ImageTemplate template) => $"Image template {template.Name} ({template.Id}) is encrypted already: its export is no plain disk. Name one that is not.";

    private static string InTheWay(string key, ObjectProperties there) =>
        $"An object '{key}' of {there.Length:N0} bytes is in the bucket that this run did not export. Give the run another name, or delete the object.";
}
