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
        if (facts.WrappedDataKey is { } stored)
        {
            context.DataKey = await context.Clients.UnwrapAsync(facts, stored, cancellationToken).ConfigureAwait(false);
            return context.DataKey.Length == facts.DataKeyLength
                ? StepOutcome.Exists("WDEK", $"{context.DataKey.Length} bytes, unwrapped")
                : throw new E2EPrerequisiteException(Id, $"The journal's WDEK unwraps to {context.DataKey.Length} bytes, not to {facts.DataKeyLength}. Restore the journal from a copy.");
        }

        context.DataKey = ImageKey.NewDataKey(context.Request.EffectiveDataKeyLength);
        var wrapped = await context.Clients.WrapAsync(facts, context.DataKey, cancellationToken).ConfigureAwait(false);
        using (var proof = await context.Clients.UnwrapAsync(facts, wrapped, cancellationToken).ConfigureAwait(false))
        {
            if (!context.DataKey.FixedTimeEquals(proof.Span))
            {
                throw new E2EPrerequisiteException(Id, "Key Protect unwrapped the data key to something else than what was wrapped. Nothing was encrypted with it; run again, and open a support case if it comes back so.");
            }
        }

        facts.WrappedDataKey = wrapped;
        facts.DataKeyLength = context.DataKey.Length;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        return StepOutcome.Created("WDEK", $"{context.DataKey.Length} bytes, wrapped; unwrapping gives them back");
    }

    public override Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        // The WDEK is nowhere but in the journal; it stays there as long as the root key does, so that the image can be opened.
        return Task.FromResult(TearDownOutcome.Nothing);
    }
}
