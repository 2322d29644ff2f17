namespace IBMCloud.ResourceController;

/// <summary>State of an instance.</summary>
public enum ResourceInstanceState
{
    /// <summary>A state that this version does not know.</summary>
    Unknown,

    /// <summary>Ready.</summary>
    Active,

    /// <summary>Being made, or about to be.</summary>
    Provisioning,

    /// <summary>It could not be made.</summary>
    Failed,

    /// <summary>Out of use, for example in a suspended account.</summary>
    Inactive,

    /// <summary>Being deleted.</summary>
    PendingRemoval,

    /// <summary>Deleted, and kept for some days in which it can be restored.</summary>
    PendingReclamation,

    /// <summary>Gone.</summary>
    Removed,
}
