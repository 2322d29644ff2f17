using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>
/// The API key of the service ID. Its value exists in the create answer only and is never stored: it is made last before the import, and a run that
/// still needs one deletes its older ones and makes another.
/// </summary>
internal sealed class ApiKeyStep : E2EStep
{
    private const string MarkerPrefix = "ibmcloud-e2e:";

    public override string Id => E2EStepIds.ApiKey;

    public override string Title => "API key of the service ID";

    public override IReadOnlyList<string> After => [E2EStepIds.ServicePolicies, E2EStepIds.Upload, E2EStepIds.Authorization, E2EStepIds.UserPolicy];

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var imported = await ImportStep.FindTemplateAsync(context, cancellationToken).ConfigureAwait(false) is not null;
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = imported ? PlanVerdict.Exists : PlanVerdict.WillCreate,
            Reason = imported ? "not needed: the image is imported already" : "made last before the import; an older one of the run is deleted",
            Permission = imported ? "" : "create API keys of the service ID",
            TearDownRemoves = true,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (await ImportStep.FindTemplateAsync(context, cancellationToken).ConfigureAwait(false) is not null)
        {
            return StepOutcome.Exists(context.Facts.ApiKeyId ?? "", "not needed: the image is imported already");
        }

        var iam = context.Clients.Iam;
        var account = context.Need(context.Facts.AccountId, "which account");
        var identity = context.Need(context.Facts.ServiceIdIamId, "which service ID");
        var name = ServiceIdStep.NameFor(context.Request);
        var old = await ListAsync(context, MarkerPrefix, cancellationToken).ConfigureAwait(false);
        foreach (var key in old)
        {
            await iam.DeleteApiKeyAsync(key.Id, cancellationToken).ConfigureAwait(false);
        }

        await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        var made = await iam.CreateApiKeyAsync(
            new ApiKeyDraft { Name = name, AccountId = account, IamId = identity, Description = $"For the import of '{context.Request.Name}'. {context.Marker}" },
            cancellationToken).ConfigureAwait(false);
        context.Facts.ApiKeyId = made.Id;
        context.ApiKey = made.Value;
        return StepOutcome.Created(made.Id, old.Count == 0 ? made.Id : $"{made.Id}, in the place of {old.Count} older");
    }

    internal override async Task RecallAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        context.Facts.ApiKeyId = (await ListAsync(context, context.Marker, cancellationToken).ConfigureAwait(false)).FirstOrDefault()?.Id ?? context.Facts.ApiKeyId;

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (context.Facts.ApiKeyId is not { } id)
        {
            return TearDownOutcome.Nothing;
        }

        await context.Clients.Iam.DeleteApiKeyAsync(id, cancellationToken).ConfigureAwait(false);
        return TearDownOutcome.Removed($"API key {id}");
    }

    private static async Task<List<ApiKey>> ListAsync(E2EStepContext context, string marker, CancellationToken cancellationToken)
    {
        var (account, identity) = (context.Need(context.Facts.AccountId, "which account"), context.Need(context.Facts.ServiceIdIamId, "which service ID"));
        var marked = new List<ApiKey>();
        await foreach (var key in context.Clients.Iam.ListApiKeysAsync(account, identity, cancellationToken).ConfigureAwait(false))
        {
            if (key.Name == ServiceIdStep.NameFor(context.Request) && key.Description?.Contains(marker, StringComparison.Ordinal) == true)
            {
                marked.Add(key);
            }
        }

        return marked;
    }
}
