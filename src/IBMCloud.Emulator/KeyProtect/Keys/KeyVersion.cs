namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>Material of a key between two rotations.</summary>
internal sealed class KeyVersion(byte[] material, DateTimeOffset createdAt)
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public byte[] Material { get; } = material;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>The IVs of what was wrapped with additional data: a ciphertext that does not open is answered differently then (spec iam-keyprotect §5.3).</summary>
    public HashSet<string> BoundToAdditionalData { get; } = new(StringComparer.Ordinal);
}
