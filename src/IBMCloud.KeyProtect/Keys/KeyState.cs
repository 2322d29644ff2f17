namespace IBMCloud.KeyProtect;

/// <summary>The state of a key, by the numbers that the service uses.</summary>
public enum KeyState
{
    /// <summary>Not yet usable.</summary>
    PreActivation = 0,

    /// <summary>Wraps and unwraps.</summary>
    Active = 1,

    /// <summary>Disabled: does nothing until it is enabled.</summary>
    Suspended = 2,

    /// <summary>Expired: unwraps and rewraps, does not wrap.</summary>
    Deactivated = 3,

    /// <summary>Deleted; can be restored within 30 days.</summary>
    Destroyed = 5,
}
