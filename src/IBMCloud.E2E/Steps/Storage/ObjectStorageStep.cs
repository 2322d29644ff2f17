using IBMCloud.ResourceController;

namespace IBMCloud.E2E;

/// <summary>The Object Storage instance. It is global; its bucket has the region.</summary>
internal sealed class ObjectStorageStep : InstanceStep
{
    public override string Id => E2EStepIds.ObjectStorage;

    public override string Title => "Object Storage instance";

    protected override string Permission => "Editor on Cloud Object Storage, Viewer on the resource group";

    protected override CostClass Cost => CostClass.Billed;

    protected override string PlanId => ResourcePlans.ObjectStorageStandard;

    protected override string? Wanted(E2ERequest request) => request.ObjectStorageInstance;

    protected override string InstanceName(E2ERequest request) => $"{request.Name}-images";

    protected override string Target(E2ERequest request) => "global";

    protected override void Accept(E2EStepContext context, ResourceInstance thing)
    {
        context.Facts.ObjectStorageInstanceCrn = thing.Crn.ToString();
        context.Facts.ObjectStorageInstanceId = thing.Guid;
    }

    public override Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken) =>
        DeleteAsync(context, context.Facts.ObjectStorageInstanceId, cancellationToken);
}
