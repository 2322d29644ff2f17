namespace IBMCloud.KeyProtect;

/// <summary>What a list of keys is ordered by.</summary>
public enum KeyOrder
{
    /// <summary>Id.</summary>
    Id,

    /// <summary>State.</summary>
    State,

    /// <summary>Creation.</summary>
    CreatedAt,

    /// <summary>Last change.</summary>
    UpdatedAt,

    /// <summary>Last rotation.</summary>
    RotatedAt,

    /// <summary>Expiration.</summary>
    ExpiresAt,

    /// <summary>Deletion.</summary>
    DeletedAt,
}
