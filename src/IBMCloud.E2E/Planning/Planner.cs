using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Asks each step what it would do, in order; what one finds, the next may use.</summary>
internal static class Planner
{
    public static async Task<E2EPlan> PlanAsync(StepGraph graph, RunJournal journal, RunScope scope, CancellationToken cancellationToken)
    {
        var planned = new List<PlannedStep>();
        foreach (var step in graph.Ordered)
        {
            var after = graph.After[step.Id];
            var blocked = after.FirstOrDefault(id => planned.Exists(one => one.Id == id && one.Verdict == PlanVerdict.Cannot));
            var record = journal.Steps.GetValueOrDefault(step.Id) ?? new StepRecord();
            var context = new E2EStepContext(scope, record, static _ => Task.CompletedTask, static (_, _) => { });
            planned.Add((blocked is null ? await PlanAsync(step, context, cancellationToken).ConfigureAwait(false) : Cannot(step, $"waits for '{blocked}'")) with { After = after });
        }

        return new E2EPlan { Name = journal.Name, Steps = planned };
    }

    // What a step cannot find out is what the user must know before the run: it belongs in the plan.
    private static async Task<PlannedStep> PlanAsync(E2EStep step, E2EStepContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await step.PlanAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IbmCloudE2EException or IOException or UnauthorizedAccessException)
        {
            return Cannot(step, e.Message);
        }
    }

    private static PlannedStep Cannot(E2EStep step, string reason) => new() { Id = step.Id, Title = step.Title, Verdict = PlanVerdict.Cannot, Reason = reason };
}
