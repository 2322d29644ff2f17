namespace IBMCloud.E2E;

/// <summary>
/// The data key: made on this machine, wrapped by the root key, and unwrapped again to prove that what is stored opens. On a resume it comes back from
/// Key Protect by unwrap; it is nowhere else.
/// </summary>
internal sealed class DataKeyStep : E2EStep
{
    public override string Id => E2EStepIds.DataKey;

    public override string Title => "data key, wrapped";

    public override IReadOnlyList<string> After => [E2EStepIds.RootKey];

    public override Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken) => Task.FromResult(new PlannedStep
    {
        Id = Id,
        Title = Title,
        Verdict = context.Facts.WrappedDataKey is null ? PlanVerdict.WillCreate : PlanVerdict.Exists,
        Reason = context.Facts.WrappedDataKey is null ? $"{context.Request.EffectiveDataKeyLength} random bytes, wrapped by the root key" : "wrapped in the journal; it comes back by unwrap",
        Permission = "Reader on the Key Protect instance",
    });

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var facts = context.Facts;
        if (await new HeaderReplacement(context.Clients, context.Request.Region, facts, context.SaveAsync).SettleAsync(cancellationToken).ConfigureAwait(false) == PendingOutcome.Written)
        {
            // A re-key was cut off when the object had its new header: the new data key is the one that opens it.
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }

        if (facts.WrappedDataKey is { } stored)
        {
            context.DataKey = await context.Clients.UnwrapAsync(facts, stored, cancellationToken).ConfigureAwait(false);
            return context.DataKey.Length == facts.DataKeyLength
                ? StepOutcome.Exists("WDEK", $"{context.DataKey.Length} bytes, unwrapped")
                : throw new E2EPrerequisiteException(Id, $"The journal's WDEK unwraps to {context.DataKey.Length} bytes, not to {facts.DataKeyLength}. Restore the journal from a copy.");
        }

        var made = await context.Clients.NewDataKeyAsync(facts, context.Request.EffectiveDataKeyLength, cancellationToken).ConfigureAwait(false);
        context.DataKey = made.Key;
        facts.WrappedDataKey = made.Wrapped.Text;
        facts.RootKeyVersion = made.Wrapped.KeyVersionId;
        facts.DataKeyLength = context.DataKey.Length;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        return StepOutcome.Created("WDEK", $"{context.DataKey.Length} bytes, wrapped; unwrapping gives them back");
    }
}
