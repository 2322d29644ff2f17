namespace IBMCloud.E2E.Tests;

/// <summary>A step of a test's own.</summary>
internal abstract class TestStep(string id, IReadOnlyList<string> after) : E2EStep
{
    public override string Id => id;

    public override string Title => $"test's {id}";

    public override IReadOnlyList<string> After => after;

    public override Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new PlannedStep { Id = Id, Title = Title, Verdict = PlanVerdict.WillCheck, Reason = "" });

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        await RunAsync(context, cancellationToken);
        return StepOutcome.Checked("");
    }

    protected abstract Task RunAsync(E2EStepContext context, CancellationToken cancellationToken);
}
