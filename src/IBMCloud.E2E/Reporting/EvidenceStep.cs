namespace IBMCloud.E2E;

/// <summary>A step, in an evidence report.</summary>
public sealed record EvidenceStep
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required string Title { get; init; }

    /// <summary>Ids of the steps before it.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>Where it stands.</summary>
    public required StepState State { get; init; }

    /// <summary>What it did when it was done last.</summary>
    public StepOutcomeKind? Outcome { get; init; }

    /// <summary>The run made what it is about.</summary>
    public bool CreatedByRun { get; init; }

    /// <summary>What it is about.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>More for people.</summary>
    public string? Detail { get; init; }

    /// <summary>Why it failed last, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was begun first.</summary>
    public DateTimeOffset? FirstStartedAt { get; init; }

    /// <summary>When it was begun last.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended last.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Its calls, with the ids under which the services find them.</summary>
    public required IReadOnlyList<CallRecord> Calls { get; init; }

    /// <summary>How many records of calls were dropped.</summary>
    public int CallsLeftOut { get; init; }
}
