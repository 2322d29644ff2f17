using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>The image template: imported with root key, WDEK and API key, and ready only when no copy has work under way.</summary>
internal sealed class ImportStep : E2EStep
{
    public override string Id => E2EStepIds.Import;

    public override string Title => "encrypted image template";

    public override IReadOnlyList<string> After => [E2EStepIds.ApiKey, E2EStepIds.Upload, E2EStepIds.Authorization, E2EStepIds.UserPolicy];

    internal static string NameFor(E2ERequest request) => request.Name;

    /// <summary>The run's template: by id, else by name and marker; <see langword="null"/> where there is none.</summary>
    internal static async Task<ImageTemplate?> FindTemplateAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var templates = context.Clients.SoftLayer.ImageTemplates;
        return context.Facts.TemplateId is { } id && await templates.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } known
            ? known
            : await templates.FindAsync(NameFor(context.Request), context.Marker, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var found = await FindTemplateAsync(context, cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            Accept(context, found);
        }

        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = found is null ? PlanVerdict.WillCreate : PlanVerdict.Exists,
            Reason = found is null ? $"image template '{NameFor(context.Request)}' from the encrypted object{Doubt(context)}" : $"{found.Name} ({found.Id})",
            Cost = found is null ? CostClass.Billed : CostClass.Free,
            Permission = found is null ? "classic permission to import images" : "",
            TearDownRemoves = true,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var templates = context.Clients.SoftLayer.ImageTemplates;
        var found = await FindTemplateAsync(context, cancellationToken).ConfigureAwait(false);
        var template = found ?? await ImportAsync(context, cancellationToken).ConfigureAwait(false);

        // The id is written down before the wait of up to hours begins.
        Accept(context, template);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        if (!template.IsReady)
        {
            template = await templates.WaitUntilReadyAsync(template.Id, context.Options.Wait, new Waiting(context), cancellationToken).ConfigureAwait(false);
            Accept(context, template);
        }

        if (!await templates.IsEncryptedAsync(template.Id, cancellationToken).ConfigureAwait(false))
        {
            throw new E2EPrerequisiteException(Id,
                $"Image template {template.Id} is there but is not marked encrypted: it is not used. Delete it and run again; if it comes back so, open a support case that names it.");
        }

        var text = $"{template.Name} ({template.Id})";
        return found is null ? StepOutcome.Created(text, text) : context.Found(text, text);
    }

    internal override async Task RecallAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        context.Facts.TemplateId = (await FindTemplateAsync(context, cancellationToken).ConfigureAwait(false))?.Id ?? context.Facts.TemplateId;

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken) =>
        context.Facts.TemplateId is { } id && await context.Clients.SoftLayer.ImageTemplates.DeleteAsync(id, cancellationToken).ConfigureAwait(false)
            ? TearDownOutcome.Removed($"image template {id}")
            : TearDownOutcome.Nothing;

    private static async Task<ImageTemplate> ImportAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (request, facts) = (context.Request, context.Facts);
        await context.SettlePoliciesAsync(cancellationToken).ConfigureAwait(false);
        await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        return await context.Clients.SoftLayer.ImageTemplates.ImportAsync(
            new EncryptedImageImport
            {
                Name = NameFor(request),
                Note = $"Encrypted end to end. {context.Marker}",
                OsReferenceCode = request.OsReferenceCode,
                Uri = new Uri($"cos://{request.Region}/{context.Need(facts.Bucket, "which bucket")}/{context.Need(facts.ObjectKey, "which object")}"),
                ApiKey = context.ApiKey ?? throw new InvalidOperationException("No API key was made for the import. A step of your own in the place of 'api-key' must set it."),
                RootKeyCrn = context.RootKeyCrn,
                WrappedDek = context.Need(facts.WrappedDataKey, "the wrapped data key"),
                Byol = request.Byol,
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Which permission gates an import is not published: its lack is told, and is no reason to refuse.
    private static string Doubt(E2EStepContext context) =>
        context.LacksClassic("PUBLIC_IMAGE_MANAGE").Count > 0 ? "; the classic user lacks PUBLIC_IMAGE_MANAGE, without which the import may be refused" : "";

    private static void Accept(E2EStepContext context, ImageTemplate template)
    {
        context.Facts.TemplateId = template.Id;
        context.Facts.TemplateGlobalIdentifier = template.GlobalIdentifier;
        context.Facts.Datacenter = template.Children?.FirstOrDefault()?.Datacenter?.Name ?? context.Facts.Datacenter;
    }
}
