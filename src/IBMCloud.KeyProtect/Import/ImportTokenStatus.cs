namespace IBMCloud.KeyProtect;

/// <summary>A new import token, before it is retrieved.</summary>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="MaxRetrievals">How often it can be retrieved.</param>
/// <param name="RemainingRetrievals">How often still.</param>
public sealed record ImportTokenStatus(DateTimeOffset? CreatedAt, DateTimeOffset? ExpiresAt, int? MaxRetrievals, int? RemainingRetrievals);
