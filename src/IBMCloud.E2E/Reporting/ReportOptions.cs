using IBMCloud.ActivityTracker;

namespace IBMCloud.E2E;

/// <summary>What an evidence report is made from.</summary>
public sealed class ReportOptions
{
    /// <summary>Reads the audit events now. Without it, and without a <see cref="Timeline"/>, the report is made from the journal alone and calls nothing.</summary>
    public bool ReadAudit { get; init; } = true;

    /// <summary>Audit events that were read before; <see langword="null"/> reads them now, where <see cref="ReadAudit"/> says so.</summary>
    public AuditTimeline? Timeline { get; init; }
}
