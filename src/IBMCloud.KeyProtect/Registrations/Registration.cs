using IBMCloud.Core;

namespace IBMCloud.KeyProtect;

/// <summary>A resource of another service that is encrypted with a key, such as a bucket. Encrypted images need not be among them.</summary>
public sealed record Registration
{
    /// <summary>The key.</summary>
    public required string KeyId { get; init; }

    /// <summary>The resource.</summary>
    public required Crn Resource { get; init; }

    /// <summary>Description, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>A retention policy of the resource: the key cannot be deleted while it is there.</summary>
    public bool PreventsKeyDeletion { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The version of the key that the resource uses.</summary>
    public KeyVersion? Version { get; init; }
}
