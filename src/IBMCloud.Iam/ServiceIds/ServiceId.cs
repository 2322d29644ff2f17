using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>A service ID: an identity for a program. Names are not unique; the id is.</summary>
public sealed record ServiceId
{
    /// <summary><c>ServiceId-UUID</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>iam-ServiceId-UUID</c>: what policies and API keys name.</summary>
    public required string IamId { get; init; }

    /// <summary>Account it belongs to.</summary>
    public required string AccountId { get; init; }

    /// <summary>Name, not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Description, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>The CRN, or <see langword="null"/> where the service names none.</summary>
    public Crn? Crn { get; init; }

    /// <summary>It refuses to be changed or deleted, and its policies to be changed, until it is unlocked.</summary>
    public bool IsLocked { get; init; }

    /// <summary>When it was made, or <see langword="null"/> where the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
