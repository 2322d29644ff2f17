using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>The service ID whose API key goes with the import: it may read the one bucket and unwrap with the one instance, nothing else.</summary>
internal sealed class ServiceIdStep : FindOrCreateStep<ServiceId>
{
    public override string Id => E2EStepIds.ServiceId;

    public override string Title => "service ID";

    public override IReadOnlyList<string> After => [E2EStepIds.Account];

    protected override string Permission => "create service IDs";

    protected override string WillCreate(E2EStepContext context) => $"service ID '{NameFor(context.Request)}'";

    protected override string NameOf(ServiceId thing) => $"{thing.Name} ({thing.Id})";

    internal static string NameFor(E2ERequest request) => $"{request.Name}-import";

    protected override async Task<ServiceId?> FindAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        // Names are not unique: the run's own first, then the oldest, which earlier runs used.
        ServiceId? best = null;
        await foreach (var one in context.Clients.Iam.ListServiceIdsAsync(context.Need(context.Facts.AccountId, "which account"), NameFor(context.Request), cancellationToken).ConfigureAwait(false))
        {
            if (context.IsMarked(one.Description))
            {
                return one;
            }

            best = best is null || one.CreatedAt < best.CreatedAt ? one : best;
        }

        return best;
    }

    protected override Task<ServiceId> CreateAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        context.Clients.Iam.CreateServiceIdAsync(
            context.Need(context.Facts.AccountId, "which account"),
            NameFor(context.Request),
            $"Reads the encrypted image '{context.Request.Name}' and unwraps its key for the import. {context.Marker}",
            cancellationToken);

    protected override bool IsProven(E2EStepContext context, ServiceId thing) => context.IsMarked(thing.Description);

    protected override void Accept(E2EStepContext context, ServiceId thing)
    {
        context.Facts.ServiceId = thing.Id;
        context.Facts.ServiceIdIamId = thing.IamId;
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (context.Facts.ServiceId is not { } id)
        {
            return TearDownOutcome.Nothing;
        }

        await context.Clients.Iam.DeleteServiceIdAsync(id, cancellationToken).ConfigureAwait(false);
        return TearDownOutcome.Removed($"service ID {id} with its API keys");
    }
}
