namespace IBMCloud.E2E;

/// <summary>What a tear-down would remove.</summary>
/// <param name="StepId">The step that made it.</param>
/// <param name="Title">What the step is about.</param>
/// <param name="Resources">Ids or names; empty where the attempt that made it was cut off before it could be written down.</param>
public sealed record PlannedRemoval(string StepId, string Title, IReadOnlyList<string> Resources)
{
    /// <summary>Why it stays with the options that were planned with; <see langword="null"/> where it is removed.</summary>
    public string? Stays { get; init; }

    /// <summary>What is worth knowing of its removal, or <see langword="null"/>.</summary>
    public string? Detail { get; init; }
}

/// <summary>What became of what one step had made.</summary>
/// <param name="StepId">The step.</param>
/// <param name="Title">What the step is about.</param>
/// <param name="Outcome">What happened.</param>
public sealed record TearDownItem(string StepId, string Title, TearDownOutcome Outcome);

/// <summary>What a tear-down did.</summary>
public sealed record TearDownReport
{
    /// <summary>Everything that the run had made, in the order of its removal.</summary>
    public required IReadOnlyList<TearDownItem> Items { get; init; }

    /// <summary>What remained, and why.</summary>
    public IEnumerable<TearDownItem> Remaining => Items.Where(item => item.Outcome.Kind == TearDownKind.Remains);

    /// <summary>The report as text for people.</summary>
    public string ToText() => Items.Count == 0
        ? "The run made nothing that could be removed."
        : string.Join('\n', Items.Select(item => $"{(item.Outcome.Kind == TearDownKind.Remains ? "remains" : item.Outcome.Kind == TearDownKind.Removed ? "removed" : "gone"),-8} {item.StepId}: {item.Outcome.Detail}"));
}
