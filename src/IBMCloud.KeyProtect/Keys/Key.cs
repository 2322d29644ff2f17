using IBMCloud.Core;

namespace IBMCloud.KeyProtect;

/// <summary>A key without its material.</summary>
public sealed record Key
{
    /// <summary>UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The CRN: what image import and buckets name it by.</summary>
    public required Crn Crn { get; init; }

    /// <summary>Name; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Description, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Aliases; each unique in the instance.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>State.</summary>
    public required KeyState State { get; init; }

    /// <summary>It wraps other keys and never leaves the service; otherwise a standard key, whose payload can be read.</summary>
    public required bool IsRootKey { get; init; }

    /// <summary>Its material came from outside.</summary>
    public bool IsImported { get; init; }

    /// <summary>Key ring.</summary>
    public string KeyRing { get; init; } = "default";

    /// <summary>The version that wraps now.</summary>
    public KeyVersion? CurrentVersion { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>IAM id of who made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was last rotated.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>From when it only unwraps.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Its deletion, where it is destroyed.</summary>
    public KeyDeletionTimes? Deletion { get; init; }

    /// <summary>Its deletion needs two people.</summary>
    public bool NeedsDualAuthorization { get; init; }

    /// <summary>One person has agreed to its deletion.</summary>
    public bool IsSetForDeletion { get; init; }

    /// <summary>Months between rotations by the service, or <see langword="null"/>.</summary>
    public int? RotationMonths { get; init; }

    /// <summary>It wraps now.</summary>
    public bool CanWrap => IsRootKey && State == KeyState.Active;

    /// <summary>It unwraps now.</summary>
    public bool CanUnwrap => IsRootKey && State is KeyState.Active or KeyState.Deactivated;
}
