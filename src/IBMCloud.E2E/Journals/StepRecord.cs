namespace IBMCloud.E2E;

/// <summary>What the journal holds of one step.</summary>
public sealed class StepRecord
{
    /// <summary>Where the step stands.</summary>
    public StepState State { get; set; }

    /// <summary>The intent: when the step set out to make something, it was not there. What is found later is the run's own.</summary>
    public bool AbsentBefore { get; set; }

    /// <summary>The run made what the step is about. It stays true for the life of the journal; tear-down removes nothing else.</summary>
    public bool CreatedByRun { get; set; }

    /// <summary>What the step is about: ids or names.</summary>
    public IReadOnlyList<string> Resources { get; set; } = [];

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was begun first.</summary>
    public DateTimeOffset? FirstStartedAt { get; set; }

    /// <summary>When it was begun last.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended last.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why it failed last, or <see langword="null"/>.</summary>
    public string? Error { get; set; }

    /// <summary>What it did when it was done last.</summary>
    public StepOutcomeKind? Outcome { get; set; }

    /// <summary>More about that for people.</summary>
    public string? Detail { get; set; }

    /// <summary>The calls that it made, in all attempts, oldest first: what the services can be asked about. At most 48 records.</summary>
    public IReadOnlyList<CallRecord> Calls { get; set; } = [];

    /// <summary>How many records of calls were dropped to keep that number.</summary>
    public int CallsLeftOut { get; set; }
}

/// <summary>Where a step stands.</summary>
public enum StepState
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Begun; whether it had its effect is not known until it is looked for.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Failed; a later run tries again.</summary>
    Failed,

    /// <summary>Undone by a tear-down.</summary>
    Removed,
}
