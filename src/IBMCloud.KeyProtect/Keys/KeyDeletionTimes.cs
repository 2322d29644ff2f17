namespace IBMCloud.KeyProtect;

/// <summary>What can still be done with a destroyed key, and until when.</summary>
public sealed record KeyDeletionTimes
{
    /// <summary>When it was deleted.</summary>
    public required DateTimeOffset DeletedAt { get; init; }

    /// <summary>IAM id of who deleted it.</summary>
    public string? DeletedBy { get; init; }

    /// <summary>Until when it can be restored.</summary>
    public DateTimeOffset? RestorableUntil { get; init; }

    /// <summary>From when it can be purged.</summary>
    public DateTimeOffset? PurgeableFrom { get; init; }

    /// <summary>When the service purges it by itself.</summary>
    public DateTimeOffset? PurgedOn { get; init; }
}
