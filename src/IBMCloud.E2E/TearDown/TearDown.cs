using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Removes what the journal says that the run made, last made first.</summary>
internal static class TearDown
{
    public static IReadOnlyList<PlannedRemoval> Plan(StepGraph graph, RunJournal journal, RunScope scope, TearDownOptions options) =>
    [
        .. Removable(graph, journal, options).Select(step => new PlannedRemoval(step.Id, step.Title, journal.Steps[step.Id].Resources)
        {
            Stays = step.StaysBecause(new E2EStepContext(scope, journal.Steps[step.Id], static _ => Task.CompletedTask, static (_, _) => { }), options),
        }),
        .. options.CryptoShred ? CryptoShredding.Plan(journal) : [],
    ];

    public static async Task<TearDownReport> RunAsync(
        StepGraph graph, RunJournal journal, RunEngine engine, TearDownOptions options, IProgress<E2EProgress>? progress, CancellationToken cancellationToken)
    {
        var items = new List<TearDownItem>();
        foreach (var step in Removable(graph, journal, options).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new(step.Id, step.Title, E2EStage.Started));
            var outcome = await RemoveAsync(step, engine, options, cancellationToken).ConfigureAwait(false);
            if (outcome.Kind != TearDownKind.Remains)
            {
                var record = journal.Steps[step.Id];
                (record.State, record.CreatedByRun, record.AbsentBefore, record.Resources) = (StepState.Removed, false, false, []);
                await engine.SaveAsync(cancellationToken).ConfigureAwait(false);
            }

            items.Add(new(step.Id, step.Title, outcome));
            progress?.Report(new(step.Id, step.Title, outcome.Kind == TearDownKind.Remains ? E2EStage.Failed : E2EStage.Done, outcome.Detail));
        }

        if (options.CryptoShred)
        {
            items.AddRange(CryptoShredding.Forget(journal));
            await engine.SaveAsync(cancellationToken).ConfigureAwait(false);
        }

        return new TearDownReport { Items = items };
    }

    /// <summary>The run made something in the step, or set out to.</summary>
    public static bool IsRemovable(StepRecord record) => record.CreatedByRun || record.AbsentBefore;

    private static IEnumerable<E2EStep> Removable(StepGraph graph, RunJournal journal, TearDownOptions options) => graph.Ordered.Reverse()
        .Where(step => journal.Steps.TryGetValue(step.Id, out var record) && IsRemovable(record))
        .Where(step => options.MayRemove(step.Id))
        .Where(step => step is not DataKeyStep);

    // What cannot be removed now does not stop the rest: the report says what remained and why.
    private static async Task<TearDownOutcome> RemoveAsync(E2EStep step, RunEngine engine, TearDownOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var context = engine.ContextOf(step);
            if (context.Record is { AbsentBefore: true, CreatedByRun: false })
            {
                await step.RecallAsync(context, cancellationToken).ConfigureAwait(false);
            }

            return await step.TearDownAsync(context, options, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudE2EException e)
        {
            return TearDownOutcome.Remains(e.Message);
        }
    }
}
