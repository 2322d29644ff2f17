using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>Policies that grant exactly what is written here, found by equality, else made.</summary>
internal abstract class PolicyStep : E2EStep
{
    /// <summary>What the caller must be allowed to do to make them.</summary>
    protected abstract string Permission { get; }

    /// <summary>The access policies.</summary>
    protected virtual IReadOnlyList<AccessPolicyDraft> Access(E2EStepContext context) => [];

    /// <summary>The authorizations between services.</summary>
    protected virtual IReadOnlyList<AuthorizationDraft> Authorizations(E2EStepContext context) => [];

    /// <summary>Whether what the policies name is there already, in a plan.</summary>
    protected abstract bool CanLook(E2EStepContext context);

    /// <summary>What they grant, for people.</summary>
    protected abstract string Grants { get; }

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var missing = !CanLook(context) || await AnyMissingAsync(context, cancellationToken).ConfigureAwait(false);
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = missing ? PlanVerdict.WillCreate : PlanVerdict.Exists,
            Reason = Grants,
            Permission = missing ? Permission : "",
            TearDownRemoves = missing || context.IsOurs,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        // Policies are told apart by what they grant, and one step may have several of which some were there: the ids of those that the run made are kept.
        var made = new List<string>(context.Record.CreatedByRun || context.Record.AbsentBefore ? context.Record.Resources : []);
        var created = false;
        if (await AnyMissingAsync(context, cancellationToken).ConfigureAwait(false))
        {
            await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var draft in Access(context))
        {
            Note(await context.Clients.Iam.EnsureAccessPolicyAsync(draft, cancellationToken).ConfigureAwait(false));
        }

        foreach (var draft in Authorizations(context))
        {
            Note(await context.Clients.Iam.EnsureAuthorizationAsync(draft, cancellationToken).ConfigureAwait(false));
        }

        return new StepOutcome(created ? StepOutcomeKind.Created : StepOutcomeKind.Exists, [.. made.Distinct()], Grants);

        void Note(Ensured<Policy> ensured)
        {
            // The description carries the marker of the run that made a policy: it may have been made by an attempt whose end was not recorded.
            if (ensured.Created || context.IsMarked(ensured.Value.Description))
            {
                created |= ensured.Created || !context.Record.CreatedByRun;
                made.Add(ensured.Value.Id);
                if (ensured.Created)
                {
                    context.Facts.LastPolicyAt = context.Options.Client.TimeProvider.GetUtcNow();
                }
            }
        }
    }

    internal override async Task RecallAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var made = new List<string>();
        foreach (var draft in Access(context))
        {
            Note(await context.Clients.Iam.FindAccessPolicyAsync(draft, cancellationToken).ConfigureAwait(false));
        }

        foreach (var draft in Authorizations(context))
        {
            Note(await context.Clients.Iam.FindAuthorizationAsync(draft, cancellationToken).ConfigureAwait(false));
        }

        context.Record.Resources = [.. made];

        void Note(Policy? found)
        {
            if (found is not null && context.IsMarked(found.Description))
            {
                made.Add(found.Id);
            }
        }
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        foreach (var id in context.Record.Resources)
        {
            await context.Clients.Iam.DeletePolicyAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return context.Record.Resources.Count == 0 ? TearDownOutcome.Nothing : TearDownOutcome.Removed($"policies {string.Join(", ", context.Record.Resources)}");
    }

    private async Task<bool> AnyMissingAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        foreach (var draft in Access(context))
        {
            if (await context.Clients.Iam.FindAccessPolicyAsync(draft, cancellationToken).ConfigureAwait(false) is null)
            {
                return true;
            }
        }

        foreach (var draft in Authorizations(context))
        {
            if (await context.Clients.Iam.FindAuthorizationAsync(draft, cancellationToken).ConfigureAwait(false) is null)
            {
                return true;
            }
        }

        return false;
    }
}
