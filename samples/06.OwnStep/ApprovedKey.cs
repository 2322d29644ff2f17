using IBMCloud.E2E;
using IBMCloud.KeyProtect;

namespace OwnStep;

#region own-step
/// <summary>
/// Stands in for the step 'root-key': takes the one root key that the security team has approved, by its alias, and never makes one.
/// </summary>
internal sealed class ApprovedKey(string alias) : E2EStep
{
    public override string Id => E2EStepIds.RootKey; // the id of a built-in step: this one takes its place

    public override string Title => $"approved root key '{alias}'";

    public override IReadOnlyList<string> After => [E2EStepIds.KeyProtect];

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        // A plan reads only. What an earlier step would make is not there yet.
        Key? key = context.Facts.KeyProtectInstanceCrn is null ? null : await FindAsync(context, cancellationToken);
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = key is null ? PlanVerdict.Cannot : PlanVerdict.Exists,
            Reason = key is null ? $"no usable key has the alias '{alias}': ask the security team for one" : $"{key.Name} ({key.Id})",
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        Key key = await FindAsync(context, cancellationToken)
            ?? throw new E2EPrerequisiteException(Id, $"No usable key has the alias '{alias}'. Ask the security team for one.");

        // The facts that later steps read: which ones a step sets is in docs/own-step.md.
        context.Facts.RootKeyId = key.Id;
        context.Facts.RootKeyCrn = key.Crn.ToString();
        return StepOutcome.Exists(key.Id, $"{key.Name} ({key.Id})");
    }

    // No TearDownAsync: the run did not make the key, so a tear-down has nothing to remove.
    private async Task<Key?> FindAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        KeyProtectClient keys = context.Clients.KeyProtect(IBMCloud.Core.Crn.Parse(context.Facts.KeyProtectInstanceCrn!));
        return await keys.FindKeyByAliasAsync(alias, cancellationToken) is { CanWrap: true } key ? key : null;
    }
}
#endregion
