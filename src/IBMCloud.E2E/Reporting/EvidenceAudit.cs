using IBMCloud.ActivityTracker;

namespace IBMCloud.E2E;

/// <summary>The last verification, in an evidence report.</summary>
/// <param name="At">When it was made.</param>
/// <param name="IsCurrent">The run still has the object, keys, template and server that were looked at.</param>
/// <param name="Checks">What was checked.</param>
public sealed record EvidenceVerification(DateTimeOffset At, bool IsCurrent, IReadOnlyList<VerificationCheck> Checks);

/// <summary>The audit events, in an evidence report.</summary>
public sealed record EvidenceAudit
{
    /// <summary>First moment that was asked for.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last moment that was asked for.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The events, oldest first.</summary>
    public required IReadOnlyList<AuditEvent> Events { get; init; }

    /// <summary>What should have happened, with the event that shows it.</summary>
    public required IReadOnlyList<AuditFinding> Expected { get; init; }

    /// <summary>What should have happened and no source shows.</summary>
    public IEnumerable<string> Missing => Expected.Where(finding => finding.Event is null).Select(finding => finding.Expected.What);

    /// <summary>Sources that could not be read, with the reason.</summary>
    public required IReadOnlyList<string> UnreadSources { get; init; }
}
