namespace IBMCloud.E2E;

/// <summary>Something that is claimed of a run.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">Whether it is shown.</param>
/// <param name="Evidence">What shows it, or why nothing does.</param>
/// <param name="Source">Where that stands.</param>
public sealed record EvidenceClaim(string Claim, EvidenceVerdict Verdict, string Evidence, EvidenceSource Source);

/// <summary>Whether something is shown.</summary>
public enum EvidenceVerdict
{
    /// <summary>It is shown.</summary>
    Shown,

    /// <summary>Nothing shows it; that does not mean that it is not so.</summary>
    NotShown,

    /// <summary>Something shows that it is not so.</summary>
    Contradicted,
}

/// <summary>What a claim stands on.</summary>
public enum EvidenceSource
{
    /// <summary>The run's own record of what it did.</summary>
    Journal,

    /// <summary>What the services answered when the result was verified.</summary>
    Verification,

    /// <summary>What the services recorded about everyone who used them.</summary>
    Audit,
}
