namespace IBMCloud.E2E;

/// <summary>The steps of a run and what waits for what.</summary>
internal sealed class StepGraph
{
    private StepGraph(IReadOnlyList<E2EStep> ordered, IReadOnlyDictionary<string, IReadOnlyList<string>> after)
    {
        Ordered = ordered;
        After = after;
    }

    /// <summary>The steps, each after all that it waits for.</summary>
    public IReadOnlyList<E2EStep> Ordered { get; }

    /// <summary>What a step waits for: only steps of this run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> After { get; }

    /// <summary>Puts steps into order. What a step waits for and is not in the run is passed over.</summary>
    /// <exception cref="ArgumentException">Two steps have one id, or steps wait for each other in a circle.</exception>
    public static StepGraph Of(IEnumerable<E2EStep> steps)
    {
        var byId = new Dictionary<string, E2EStep>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!byId.TryAdd(step.Id, step))
            {
                throw new ArgumentException($"Two steps have the id '{step.Id}'. Give one of them another.", nameof(steps));
            }
        }

        var after = byId.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<string>)[.. pair.Value.After.Concat(byId.Values.Where(other => other.Before.Contains(pair.Key)).Select(other => other.Id)).Distinct().Where(byId.ContainsKey)],
            StringComparer.Ordinal);
        var ordered = new List<E2EStep>();
        var open = byId.Values.ToList();
        while (open.Count > 0)
        {
            var next = open.FirstOrDefault(step => after[step.Id].All(id => ordered.Exists(done => done.Id == id)))
                ?? throw new ArgumentException($"The steps {string.Join(", ", open.Select(step => step.Id))} wait for each other in a circle.", nameof(steps));
            open.Remove(next);
            ordered.Add(next);
        }

        return new(ordered, after);
    }
}
