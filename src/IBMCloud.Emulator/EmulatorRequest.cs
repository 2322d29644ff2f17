namespace IBMCloud.Emulator;

/// <summary>One request that the emulator has seen.</summary>
/// <param name="Service">The service asked.</param>
/// <param name="Region">Its region, or <c>global</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path as received, with the query.</param>
/// <param name="Status">HTTP status of the answer; 0 if the connection was reset.</param>
/// <param name="CorrelationId">The id that the answer carried.</param>
/// <param name="Fault">The planned fault that struck, or null.</param>
public sealed record EmulatorRequest(
    EmulatedService Service,
    string Region,
    string Method,
    string Path,
    int Status,
    string CorrelationId,
    FaultKind? Fault);
