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

    protected override string? Wanted(E2ERequest request) => request.KeyProtectInstance;

    protected override string InstanceName(E2ERequest request) => $"{request.Name}-keys";

    protected override string Target(E2ERequest request) => request.Region.Name;

    protected override void Accept(E2EStepContext context, ResourceInstance thing)
    {
        context.Facts.KeyProtectInstanceCrn = thing.Crn.ToString();
        context.Facts.KeyProtectInstanceId = thing.Guid;
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken) =>
        options.DeleteKeys
            ? await DeleteAsync(context, context.Facts.KeyProtectInstanceId, cancellationToken).ConfigureAwait(false)
            : TearDownOutcome.Remains($"Key Protect instance {context.Facts.KeyProtectInstanceId}: keys are deleted only when asked for, since nothing that they wrap can be opened again");
}
