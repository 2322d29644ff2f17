using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>What is known of an API key; never its value.</summary>
public sealed record ApiKey
{
    /// <summary><c>ApiKey-UUID</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The identity that it logs in.</summary>
    public required string IamId { get; init; }

    /// <summary>Account it belongs to.</summary>
    public required string AccountId { get; init; }

    /// <summary>Name, not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Description, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>The CRN, or <see langword="null"/> where the service names none.</summary>
    public Crn? Crn { get; init; }

    /// <summary>It refuses to be changed or deleted until it is unlocked.</summary>
    public bool IsLocked { get; init; }

    /// <summary>It logs nobody in until it is enabled.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>When it was made, or <see langword="null"/> where the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends, or <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
