namespace IBMCloud.KeyProtect;

/// <summary>What wrap and rewrap answer.</summary>
/// <param name="Ciphertext">The wrapped key, base64; opaque.</param>
/// <param name="KeyVersionId">Version of the root key that it is wrapped with, where the service says it.</param>
public sealed record WrappedKey(string Ciphertext, string? KeyVersionId);
