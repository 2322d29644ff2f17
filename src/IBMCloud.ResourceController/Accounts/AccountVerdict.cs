namespace IBMCloud.ResourceController;

/// <summary>Whether an account can do what encrypted images need: Object Storage, Key Protect and classic infrastructure.</summary>
public enum AccountVerdict
{
    /// <summary>It is upgraded, active and linked to classic infrastructure.</summary>
    Ready,

    /// <summary>Nothing speaks against it, but its type is not known here: the first call to classic infrastructure will tell.</summary>
    Unknown,

    /// <summary>It is not upgraded: Lite, trial or standard.</summary>
    NotUpgraded,

    /// <summary>It is suspended, or not active for another reason.</summary>
    NotActive,

    /// <summary>No classic infrastructure account is linked to it.</summary>
    NotLinked,
}
