namespace IBMCloud.SoftLayer;

/// <summary>What a wait has seen last.</summary>
/// <param name="Elapsed">Time since the wait began.</param>
/// <param name="Running">Transactions under way, in the service's words.</param>
public sealed record WaitProgress(TimeSpan Elapsed, IReadOnlyList<string> Running);
