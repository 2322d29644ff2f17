using IBMCloud.ActivityTracker;

namespace IBMCloud.E2E;

/// <summary>What a run came to.</summary>
public sealed record E2EResult
{
    /// <summary>The journal at the end of the run.</summary>
    public required RunJournal Journal { get; init; }

    /// <summary>How each step ended, by id.</summary>
    public required IReadOnlyDictionary<string, StepOutcome> Outcomes { get; init; }

    /// <summary>What a run would do, where the request was for a dry run; <see langword="null"/> after a run.</summary>
    public E2EPlan? Plan { get; init; }

    /// <summary>The events of the run and what they prove; <see langword="null"/> where the request wanted no audit.</summary>
    public AuditTimeline? Timeline { get; init; }
}
