using IBMCloud.KeyProtect;

namespace IBMCloud.E2E;

/// <summary>The data key, kept in Key Protect as a standard key where the request wants one: the image can be opened without the root key.</summary>
internal sealed class StandardKeyStep : E2EStep
{
    private const string Kept = "keys are deleted only when asked for, and it opens the image";

    public override string Id => E2EStepIds.StandardKey;

    public override string Title => "data key, kept as a standard key";

    public override IReadOnlyList<string> After => [E2EStepIds.DataKey];

    public override bool AppliesTo(E2ERequest request) => request.KeepDataKey;

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var found = context.Facts is { KeyProtectInstanceCrn: not null, WrappedDataKey: not null }
            ? await StandardKeys.FindAsync(context.Clients.KeyProtect(context.Facts), context.Request.Name, cancellationToken).ConfigureAwait(false)
            : null;
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = found is null ? PlanVerdict.WillCreate : PlanVerdict.Exists,
            Reason = found is null ? "a copy of the data key in Key Protect: whoever may read it opens the image, without the root key" : $"{found.Name} ({found.Id})",
            Cost = found is null ? CostClass.Billed : CostClass.Free,
            Permission = "Writer on the Key Protect instance",
            TearDownRemoves = found is null || context.IsOurs,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (key, created) = await StandardKeys.EnsureAsync(
            context.Clients.KeyProtect(context.Facts), context.Facts, context.Request.Name, context.Marker, context.DataKey, context.IntendToCreateAsync, cancellationToken).ConfigureAwait(false);
        var text = $"{key.Name} ({key.Id})";
        return created ? StepOutcome.Created(key.Id, text) : context.Found(key.Id, text);
    }

    public override string? StaysBecause(E2EStepContext context, TearDownOptions options) => options.DeletesKeys ? null : Kept;

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        // An attempt that was cut off right after the creation knows the alias only.
        if (context.Facts is { StandardKeyIds: null, KeyProtectInstanceCrn: not null }
            && await StandardKeys.FindAsync(context.Clients.KeyProtect(context.Facts), context.Request.Name, cancellationToken).ConfigureAwait(false) is { } found
            && context.IsMarked(found.Description))
        {
            context.Facts.StandardKeyIds = [found.Id];
        }

        if (context.Facts.StandardKeyIds is not { } ids)
        {
            return TearDownOutcome.Nothing;
        }

        var text = $"standard key {string.Join(", ", ids)}";
        if (StaysBecause(context, options) is { } why)
        {
            return TearDownOutcome.Remains($"{text}: {why}");
        }

        foreach (var id in ids)
        {
            await context.Clients.KeyProtect(context.Facts).DeleteKeyAsync(id, KeyDeletion.EvenIfRegistered, cancellationToken).ConfigureAwait(false);
        }

        context.Facts.StandardKeyIds = null;
        return TearDownOutcome.Removed(text);
    }
}
