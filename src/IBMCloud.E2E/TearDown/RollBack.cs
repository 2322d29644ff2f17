using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>The tear-down after a failed run. Made before the run begins: a run that was complete then keeps what it had.</summary>
internal sealed class RollBack(StepGraph graph, RunJournal journal, TearDownOptions options)
{
    private readonly IReadOnlySet<string> _before = journal.IsComplete
        ? journal.Steps.Where(pair => TearDown.IsRemovable(pair.Value)).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>();

    /// <summary>Removes what the failed run made.</summary>
    /// <returns>The failure, with what became of what was made.</returns>
    public async Task<E2EStepException> RunAsync(E2EStepException failed, RunEngine engine, IProgress<E2EProgress>? progress, CancellationToken cancellationToken)
    {
        var title = graph.Ordered.First(step => step.Id == failed.StepId).Title;
        var made = journal.Steps.Keys.Where(id => !_before.Contains(id)).ToHashSet(StringComparer.Ordinal);
        try
        {
            var report = await TearDown.RunAsync(graph, journal, engine, options.LimitedTo(made), progress, cancellationToken).ConfigureAwait(false);
            var remaining = report.Remaining.ToList();
            return new(failed, title, remaining.Count == 0
                ? "What it had made was removed again: mend the cause and run it anew."
                : $"What it had made was removed again, but for {string.Join("; ", remaining.Select(item => item.Outcome.Detail))}. Mend the cause and run it anew.", report);
        }
        catch (Exception e) when (e is IbmCloudE2EException or IOException)
        {
            return new(failed, title, $"What it had made was to be removed again, which failed: {e.Message} Tear the run '{journal.Name}' down once the cause is mended.", null);
        }
    }
}
