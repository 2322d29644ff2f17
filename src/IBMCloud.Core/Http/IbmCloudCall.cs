namespace IBMCloud.Core;

/// <summary>One call to a service, its repeats included. It has no header, query or body: those may hold secrets.</summary>
/// <param name="Service">Service.</param>
/// <param name="Operation">What was asked, as errors and logs name it.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="At">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Status">HTTP status of the last answer; <see langword="null"/> where there was none.</param>
/// <param name="RequestId">The id under which the service finds it: its own where it answered with one, else the one that was sent.</param>
public sealed record IbmCloudCall(string Service, string Operation, string Method, DateTimeOffset At, TimeSpan Duration, int? Status, string? RequestId);
