namespace IBMCloud.Emulator.State;

/// <summary>What a CADF record of the cloud's audit trail says: who did what to which resource, and how it ended.</summary>
/// <param name="Time">When.</param>
/// <param name="Action">Such as <c>kms.secrets.unwrap</c>.</param>
/// <param name="Initiator">IAM id, or the name of the service that acted.</param>
/// <param name="Target">CRN of the resource.</param>
/// <param name="Outcome"><c>success</c> or <c>failure</c>.</param>
/// <param name="ReasonCode">HTTP status.</param>
/// <param name="ReasonType">The service's error code or text; empty for a success.</param>
/// <param name="CorrelationId">Id of the request.</param>
internal sealed record AuditEvent(
    DateTimeOffset Time,
    string Action,
    string Initiator,
    string Target,
    string Outcome,
    int ReasonCode,
    string ReasonType,
    string CorrelationId);
