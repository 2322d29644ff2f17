namespace IBMCloud.Iam;

/// <summary>An API key to be made.</summary>
public sealed record ApiKeyDraft
{
    /// <summary>Name; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>Description. A marker of ownership here is what makes a lost answer repairable.</summary>
    public string? Description { get; init; }

    /// <summary>Account of the identity.</summary>
    public required string AccountId { get; init; }

    /// <summary>The identity that the key logs in, for example a <see cref="ServiceId.IamId"/>.</summary>
    public required string IamId { get; init; }

    /// <summary>The key refuses to be changed or deleted until it is unlocked.</summary>
    public bool Locked { get; init; }
}
