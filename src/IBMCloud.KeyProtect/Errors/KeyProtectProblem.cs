namespace IBMCloud.KeyProtect;

/// <summary>Why Key Protect refused, as far as code can act on it.</summary>
public enum KeyProtectProblem
{
    /// <summary>Another reason: see the message.</summary>
    Other,

    /// <summary>The identity has no role that allows this, or the instance's network policy shuts the caller out.</summary>
    AccessDenied,

    /// <summary>There is no such key: mistyped, purged, of another instance or key ring.</summary>
    KeyNotFound,

    /// <summary>The key is destroyed. It can be restored within 30 days of its deletion.</summary>
    KeyDestroyed,

    /// <summary>The key's state does not allow this.</summary>
    WrongState,

    /// <summary>It is too early: wait, then repeat the call.</summary>
    TooEarly,

    /// <summary>The ciphertext does not open: other root key, other additional data, or damaged.</summary>
    CannotUnwrap,

    /// <summary>A standard key was given where a root key is needed.</summary>
    NotARootKey,

    /// <summary>Another key of the instance has the alias, or there are too many aliases.</summary>
    AliasInUse,

    /// <summary>Cloud resources are registered with the key.</summary>
    ProtectsResources,

    /// <summary>The deletion needs a second person's agreement.</summary>
    NeedsSecondAuthorization,

    /// <summary>The key has no dual authorization policy.</summary>
    NoDualAuthorization,

    /// <summary>The import token has expired, was replaced, or was retrieved too often.</summary>
    ImportTokenExpired,

    /// <summary>The encrypted nonce does not belong to the instance's import token.</summary>
    WrongNonce,

    /// <summary>A policy of the instance does not allow keys to be made this way.</summary>
    NotAllowedByInstancePolicy,

    /// <summary>The key was rotated within the last hour.</summary>
    RotatedRecently,

    /// <summary>An imported key needs new key material.</summary>
    NeedsKeyMaterial,

    /// <summary>The key has expired.</summary>
    KeyExpired,

    /// <summary>The 30 days in which a key can be restored are over.</summary>
    RestorePeriodOver,

    /// <summary>The request is not valid.</summary>
    InvalidRequest,

    /// <summary>The key ring does not exist, exists already, or has keys.</summary>
    KeyRing,

    /// <summary>The service's record of the key is damaged: repeating does not help.</summary>
    KeyDamaged,

    /// <summary>The answer was lost, and it cannot be told whether the effect happened: the message says where to look.</summary>
    AnswerLost,
}
