namespace IBMCloud.SoftLayer;

/// <summary>A classic user (<c>SoftLayer_User_Customer</c>).</summary>
public sealed record SoftLayerUser
{
    /// <summary>Id.</summary>
    public long Id { get; init; }

    /// <summary>User name, usually <c>ACCOUNT_EMAIL</c>.</summary>
    public string? Username { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The user's id in IAM (<c>IBMid-…</c>), which access policies name.</summary>
    public string? IamId { get; init; }

    /// <summary>What the user may do, by key name; <see langword="null"/> where the service did not say.</summary>
    public IReadOnlyList<SoftLayerPermission>? Permissions { get; init; }
}
