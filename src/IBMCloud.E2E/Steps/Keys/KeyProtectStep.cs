using IBMCloud.ResourceController;

namespace IBMCloud.E2E;

/// <summary>The Key Protect instance.</summary>
internal sealed class KeyProtectStep : InstanceStep
{
    public override string Id => E2EStepIds.KeyProtect;

    public override string Title => "Key Protect instance";

    protected override string Permission => "Editor on Key Protect, Viewer on the resource group";

    protected override CostClass Cost => CostClass.Billed;

    protected override string PlanId => ResourcePlans.KeyProtectTiered;

    protected override string? Wanted(E2ERequest request) => request.KeyProtectInstance ?? (request.RootKey as RootKeyChoice.ExistingKey)?.Instance;

    protected override string InstanceName(E2ERequest request) => $"{request.Name}-keys";

    protected override string Target(E2ERequest request) => request.Region.Name;

    protected override void Accept(E2EStepContext context, ResourceInstance thing)
    {
        context.Facts.KeyProtectInstanceCrn = thing.Crn.ToString();
        context.Facts.KeyProtectInstanceId = thing.Guid;
    }

    public override string? StaysBecause(E2EStepContext context, TearDownOptions options) => options.DeletesKeys ? null : TearDownOptions.KeysStay;

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken) =>
        StaysBecause(context, options) is { } why
            ? TearDownOutcome.Remains($"Key Protect instance {context.Facts.KeyProtectInstanceId}: {why}")
            : await DeleteAsync(context, context.Facts.KeyProtectInstanceId, cancellationToken).ConfigureAwait(false);
}
