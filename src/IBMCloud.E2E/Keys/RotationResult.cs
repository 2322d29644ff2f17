namespace IBMCloud.E2E;

/// <summary>What a rotation of a run's root key came to.</summary>
/// <param name="RootKeyCrn">The root key: its CRN stays the same.</param>
/// <param name="KeyVersion">Version that wraps the data key now, where the service says.</param>
public sealed record RotationResult(string RootKeyCrn, string? KeyVersion);
