namespace IBMCloud.KeyProtect;

/// <summary>A named set of keys, for access control.</summary>
/// <param name="Id">Its name.</param>
/// <param name="CreatedAt">When it was made; <see langword="null"/> for the ring <c>default</c>.</param>
/// <param name="CreatedBy">IAM id of who made it.</param>
public sealed record KeyRing(string Id, DateTimeOffset? CreatedAt, string? CreatedBy);
