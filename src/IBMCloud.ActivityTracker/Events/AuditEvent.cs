namespace IBMCloud.ActivityTracker;

/// <summary>
/// Somebody did something to something: a CADF event as IBM Cloud's services write it, or an entry of classic infrastructure's event log in the same words.
/// Only the time and the action are always there.
/// <list type="table">
/// <listheader><term>CADF</term><description>here</description></listheader>
/// <item><term><c>eventTime</c></term><description><see cref="Time"/></description></item>
/// <item><term><c>action</c></term><description><see cref="Action"/>: <c>service.objectType.verb</c></description></item>
/// <item><term><c>outcome</c>, <c>reason</c></term><description><see cref="Outcome"/>, <see cref="ReasonCode"/>, <see cref="ReasonType"/></description></item>
/// <item><term><c>initiator</c></term><description><see cref="Initiator"/></description></item>
/// <item><term><c>target</c></term><description><see cref="Target"/></description></item>
/// <item><term><c>correlationId</c></term><description><see cref="CorrelationId"/></description></item>
/// </list>
/// </summary>
public sealed record AuditEvent
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What: <c>kms.secrets.unwrap</c>, or <c>classic.cci.power-on</c> for an entry of classic infrastructure's event log.</summary>
    public required string Action { get; init; }

    /// <summary><c>success</c>, <c>failure</c> or <c>pending</c>; <see langword="null"/> where the source does not say.</summary>
    public string? Outcome { get; init; }

    /// <summary><c>normal</c>, <c>warning</c> or <c>critical</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>Who.</summary>
    public AuditInitiator? Initiator { get; init; }

    /// <summary>To what.</summary>
    public AuditTarget? Target { get; init; }

    /// <summary>HTTP status of the call, where there was one.</summary>
    public int? ReasonCode { get; init; }

    /// <summary>Words for the status, or the service's own code.</summary>
    public string? ReasonType { get; init; }

    /// <summary>The service's sentence about it.</summary>
    public string? Message { get; init; }

    /// <summary>Joins the events of one request.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Where it was read: the name of its <see cref="IAuditEventSource"/>.</summary>
    public string Source { get; init; } = "";

    /// <summary>It ended well, as far as is known.</summary>
    public bool Succeeded => Outcome is null or "success" or "pending";
}

/// <summary>Who did it.</summary>
public sealed record AuditInitiator
{
    /// <summary>IAM id (<c>IBMid-…</c>, <c>iam-ServiceId-…</c>), a service's name, or a classic user's name.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>How it proved who it is: <c>token</c>, <c>apikey</c>, <c>s2s-authorization</c> and more.</summary>
    public string? CredentialType { get; init; }

    /// <summary>Network address.</summary>
    public string? Address { get; init; }
}

/// <summary>What it was done to.</summary>
public sealed record AuditTarget
{
    /// <summary>CRN, or the id of a classic object.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Kind, for example <c>kms/secrets</c>.</summary>
    public string? TypeUri { get; init; }
}
