namespace IBMCloud.KeyProtect;

/// <summary>The key material between two rotations.</summary>
/// <param name="Id">UUID.</param>
/// <param name="CreatedAt">When it was made, where the service says it.</param>
public sealed record KeyVersion(string Id, DateTimeOffset? CreatedAt);
