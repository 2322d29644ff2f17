using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>
/// The boot disk of a server of the user's, as an image template of the run. The server is offline meanwhile and stays; the template is a plain copy, which tear-down deletes.
/// </summary>
internal sealed class CaptureStep : E2EStep
{
    public override string Id => E2EStepIds.Capture;

    public override string Title => "captured server";

    public override IReadOnlyList<string> After => [E2EStepIds.Account];

    public override bool AppliesTo(E2ERequest request) => request.Image is ImageInput.ServerInput;

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
            Permission = verdict == PlanVerdict.WillCreate ? "classic permissions to see the server and to manage images (VIRTUAL_GUEST_VIEW, PUBLIC_IMAGE_MANAGE)" : "",
            TearDownRemoves = verdict == PlanVerdict.WillCreate || context.IsOurs,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (await PlainCopies.AreDoneWithAsync(context, cancellationToken).ConfigureAwait(false))
        {
            return StepOutcome.Checked(PlainCopies.DoneWith);
        }

        var templates = context.Clients.SoftLayer.ImageTemplates;
        var found = await FindAsync(context, cancellationToken).ConfigureAwait(false);
        var template = found ?? await CaptureAsync(context, cancellationToken).ConfigureAwait(false);
        context.Facts.CapturedTemplateId = template.Id;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        if (!template.IsReady)
        {
            template = await templates.WaitUntilReadyAsync(template.Id, context.Options.Wait, new Waiting(context), cancellationToken).ConfigureAwait(false);
        }

        var text = $"{template.Name} ({template.Id})";
        return found is null ? StepOutcome.Created(text, text) : context.Found(text, text);
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, cancellationToken).ConfigureAwait(false) is not { } template)
        {
            return TearDownOutcome.Nothing;
        }

        var templates = context.Clients.SoftLayer.ImageTemplates;
        if (!template.IsReady)
        {
            await templates.WaitUntilReadyAsync(template.Id, context.Options.Wait, null, cancellationToken).ConfigureAwait(false);
        }

        await templates.DeleteAsync(template.Id, cancellationToken).ConfigureAwait(false);
        context.Facts.CapturedTemplateId = null;
        return TearDownOutcome.Removed($"image template {template.Id}, captured from the server");
    }

    private static string NameFor(string run) => $"{run}-captured";

    private static async Task<(PlanVerdict Verdict, string Reason)> LookAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, cancellationToken).ConfigureAwait(false) is { } template)
        {
            context.Facts.CapturedTemplateId = template.Id;
            return (PlanVerdict.Exists, $"{template.Name} ({template.Id})");
        }

        return await LookAtServerAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(PlanVerdict Verdict, string Reason)> LookAtServerAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (classic, input) = (context.Clients.SoftLayer, (ImageInput.ServerInput)context.Request.Image);
        var server = await classic.VirtualGuests.GetAsync(input.Id, cancellationToken).ConfigureAwait(false);
        return server is null ? (PlanVerdict.Cannot, $"There is no server {input.Id}, or this user may not see it. Correct the id, or give the user access to the server.")
            : !server.IsProvisioned ? (PlanVerdict.Cannot, $"Server {input.Id} has work under way ({string.Join(", ", server.Running)}). Wait until it has none.")
            : await IsEncryptedAsync(classic, server, cancellationToken).ConfigureAwait(false)
                ? (PlanVerdict.Cannot, $"Server {input.Id} comes from an encrypted template: its disk is encrypted already. Name a server whose disk is not.")
            : (PlanVerdict.WillCreate, $"image template '{NameFor(context.Request.Name)}' of {server.Hostname}.{server.Domain} ({server.Id}), which is offline while it is captured");
    }

    private static async Task<ImageTemplate?> FindAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var templates = context.Clients.SoftLayer.ImageTemplates;
        return context.Facts.CapturedTemplateId is { } id && await templates.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } known
            ? known
            : await templates.FindAsync(NameFor(context.Request.Name), context.Marker, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImageTemplate> CaptureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (verdict, reason) = await LookAtServerAsync(context, cancellationToken).ConfigureAwait(false);
        if (verdict == PlanVerdict.Cannot)
        {
            throw new E2EPrerequisiteException(E2EStepIds.Capture, reason);
        }

        await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        return await context.Clients.SoftLayer.ImageTemplates.CaptureAsync(
            ((ImageInput.ServerInput)context.Request.Image).Id, NameFor(context.Request.Name), $"Plain, to be encrypted. {context.Marker}", cancellationToken).ConfigureAwait(false);
    }

    // A template that was deleted since tells nothing; what is captured is looked at before it is exported.
    private static async Task<bool> IsEncryptedAsync(SoftLayerClient classic, VirtualGuest server, CancellationToken cancellationToken) =>
        server.BlockDeviceTemplateGroup?.Id is { } id
        && await classic.ImageTemplates.GetAsync(id, cancellationToken).ConfigureAwait(false) is not null
        && await classic.ImageTemplates.IsEncryptedAsync(id, cancellationToken).ConfigureAwait(false);
}
