namespace IBMCloud.Emulator;

/// <summary>What a planned fault does.</summary>
public enum FaultKind
{
    /// <summary>An error status; no effect.</summary>
    Status,

    /// <summary>A reset connection; no effect.</summary>
    ResetBefore,

    /// <summary>The effect happens, the answer is lost.</summary>
    ResetAfter,

    /// <summary>A late answer.</summary>
    Slow,

    /// <summary>The effect happens, the body ends early.</summary>
    TruncatedBody,

    /// <summary>401 as for an expired token; no effect.</summary>
    ExpiredToken,

    /// <summary>The effect happens at once, the answer comes late.</summary>
    LateAnswer,

    /// <summary>200 with an error body in the service's dialect; no effect.</summary>
    ErrorInOk,

    /// <summary>The effect happens, the answer is a success without a body.</summary>
    EmptyOk,
}
