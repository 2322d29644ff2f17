using IBMCloud.ResourceController;

namespace IBMCloud.E2E;

/// <summary>A service instance: the one that the request names, else the one with the run's name, else a new one.</summary>
internal abstract class InstanceStep : FindOrCreateStep<ResourceInstance>
{
    public override IReadOnlyList<string> After => [E2EStepIds.Account];

    /// <summary>The instance that the request names, or <see langword="null"/>.</summary>
    protected abstract string? Wanted(E2ERequest request);

    /// <summary>Name of an instance that is made.</summary>
    protected abstract string InstanceName(E2ERequest request);

    /// <summary>Plan of an instance that is made.</summary>
    protected abstract string PlanId { get; }

    /// <summary>Region, or <c>global</c>.</summary>
    protected abstract string Target(E2ERequest request);

    protected override string NameOf(ResourceInstance thing) => $"{thing.Name} ({thing.Guid})";

    // The tag with the run's mark is not in the service's answers.
    protected override bool IsProven(E2EStepContext context, ResourceInstance thing) => context.MayBeOfEarlierAttempt(thing.CreatedAt);

    protected override string WillCreate(E2EStepContext context) => $"instance '{InstanceName(context.Request)}' in {Target(context.Request)}";

    protected override async Task<ResourceInstance?> FindAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (Wanted(request) is { } id)
        {
            var named = await context.Clients.ResourceController.GetInstanceAsync(id, cancellationToken).ConfigureAwait(false);
            return named.Region == Target(request)
                ? await ActiveAsync(context, named, cancellationToken).ConfigureAwait(false)
                : throw new E2EPrerequisiteException(Id,
                    $"The instance '{named.Name}' is in {named.Region}, but must be in {Target(request)}: keys, bucket and import have to be in one region. Name an instance there, or another region.");
        }

        // Names are not unique: the oldest is the one that earlier runs used.
        ResourceInstance? oldest = null;
        await foreach (var one in context.Clients.ResourceController.ListInstancesAsync(InstanceName(request), PlanId, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (one.Region == Target(request) && one.State is ResourceInstanceState.Active or ResourceInstanceState.Provisioning && (oldest is null || one.CreatedAt < oldest.CreatedAt))
            {
                oldest = one;
            }
        }

        return oldest is null ? null : await ActiveAsync(context, oldest, cancellationToken).ConfigureAwait(false);
    }

    protected override Task<ResourceInstance> CreateAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        context.Clients.ResourceController.CreateInstanceAsync(
            new ResourceInstanceDraft
            {
                Name = InstanceName(context.Request),
                PlanId = PlanId,
                Target = Target(context.Request),
                ResourceGroupId = context.Need(context.Facts.ResourceGroupId, "which resource group"),
                Tags = [context.Marker],
            },
            cancellationToken);

    protected override Task<ResourceInstance> ReadyAsync(E2EStepContext context, ResourceInstance made, CancellationToken cancellationToken) => ActiveAsync(context, made, cancellationToken);

    protected async Task<TearDownOutcome> DeleteAsync(E2EStepContext context, string? instance, CancellationToken cancellationToken)
    {
        if (instance is null)
        {
            return TearDownOutcome.Nothing;
        }

        await context.Clients.ResourceController.DeleteInstanceAsync(instance, cancellationToken).ConfigureAwait(false);
        return TearDownOutcome.Removed($"instance {instance}");
    }

    private static async Task<ResourceInstance> ActiveAsync(E2EStepContext context, ResourceInstance instance, CancellationToken cancellationToken) =>
        instance is { State: ResourceInstanceState.Active, IsBusy: false }
            ? instance
            : await context.Clients.ResourceController.WaitUntilActiveAsync(instance.Guid, cancellationToken).ConfigureAwait(false);
}
