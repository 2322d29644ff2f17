using System.Net;

namespace IBMCloud.KeyProtect;

/// <summary>What the service's codes mean, and what to do about them.</summary>
internal static class KeyProtectRefusal
{
    /// <summary>A failure (500) that stays one, however often the call is repeated.</summary>
    public const string DamagedKey = "INCOMPLETE_METADATA_ERR";

    /// <summary>The code that the text repeats in parentheses, where the answer has no other.</summary>
    public static string? CodeIn(string? text)
    {
        if (text is null || text.LastIndexOf('(') is not (>= 0 and var open) || text.IndexOf(')', open) is not (> 0 and var close))
        {
            return null;
        }

        var code = text[(open + 1)..close];
        return code.Length is > 3 and < 60 && code.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? code : null;
    }

    public static KeyProtectProblem ProblemOf(HttpStatusCode status, string? code, string? field) => code switch
    {
        // Wrong additional data and a damaged ciphertext are told apart by neither the code nor the status: 400 or 422 were both seen.
        "UNPROCESSABLE_CIPHERTEXT_ERR" => KeyProtectProblem.CannotUnwrap,
        "INVALID_FIELD_ERR" when field == "ciphertext" => KeyProtectProblem.CannotUnwrap,
        DamagedKey => KeyProtectProblem.KeyDamaged,
        "KEY_DELETED_ERR" => KeyProtectProblem.KeyDestroyed,
        "KEY_ACTION_INVALID_STATE_ERR" or "KEY_INVALID_STATE_ERR" => KeyProtectProblem.WrongState,
        "REQ_TOO_EARLY_ERR" => KeyProtectProblem.TooEarly,
        "KEY_ROOT_REQ_ERR" or "KEY_ROOT_REQ_REG_ERR" => KeyProtectProblem.NotARootKey,
        "KEY_ALIAS_NOT_UNIQUE_ERR" or "KEY_ALIAS_QUOTA_ERR" => KeyProtectProblem.AliasInUse,
        "PROTECTED_RESOURCE_ERR" or "PREV_KEY_DEL_ERR" => KeyProtectProblem.ProtectsResources,
        "AUTHORIZATIONS_NOT_MET" => KeyProtectProblem.NeedsSecondAuthorization,
        "NOT_DUAL_AUTH_ERR" => KeyProtectProblem.NoDualAuthorization,
        "IMPORT_TOKEN_EXPIRED_ERR" => KeyProtectProblem.ImportTokenExpired,
        "INCORRECT_NONCE_ERR" or "INCORRECT_NONCE_IV_ERR" => KeyProtectProblem.WrongNonce,
        "KEY_CREATE_IMPORT_ACCESS_ERR" => KeyProtectProblem.NotAllowedByInstancePolicy,
        "KEY_ROTATION_NOT_PERMITTED" => KeyProtectProblem.RotatedRecently,
        "KEY_PAYLOAD_REQ_ERR" or "KEY_IMPT_REQ_ERR" => KeyProtectProblem.NeedsKeyMaterial,
        "KEY_EXPIRED_ERR" => KeyProtectProblem.KeyExpired,
        "KEY_RESTORE_EXPIRED" => KeyProtectProblem.RestorePeriodOver,
        not null when code.StartsWith("KEY_RING_", StringComparison.Ordinal) => KeyProtectProblem.KeyRing,
        _ => status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => KeyProtectProblem.AccessDenied,
            HttpStatusCode.NotFound => KeyProtectProblem.KeyNotFound,
            HttpStatusCode.Gone => KeyProtectProblem.KeyDestroyed,
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => KeyProtectProblem.InvalidRequest,

            // An alias that is taken is documented as 409 without a code of its own.
            HttpStatusCode.Conflict when code is null || code.Contains("ALIAS", StringComparison.Ordinal) => KeyProtectProblem.AliasInUse,
            _ => KeyProtectProblem.Other,
        },
    };

    public static string? RemedyOf(KeyProtectProblem problem, string? code) => problem switch
    {
        KeyProtectProblem.AccessDenied => "Give the identity a Key Protect service role on this instance (Reader to wrap and unwrap, Writer to make keys, Manager to delete them; a platform role "
            + "alone gives no key operation), and call from a network that the instance allows. A new policy needs some minutes.",
        KeyProtectProblem.KeyNotFound => "Check the key's id or alias, the instance's GUID and its region. A purged key is gone for good.",
        KeyProtectProblem.KeyDestroyed => "Restore it within 30 days of its deletion (RestoreKeyAsync), or use another key.",
        KeyProtectProblem.WrongState => "Read its state (GetKeyAsync): a suspended key must be enabled, a destroyed one restored.",
        KeyProtectProblem.TooEarly => code == "REQ_TOO_EARLY_ERR" ? "Wait (30 seconds after a change, 4 hours between deletion and purge), then try again." : null,
        KeyProtectProblem.CannotUnwrap => "Use the root key that wrapped it and the same additional data in the same order, and pass the ciphertext exactly as it was answered.",
        KeyProtectProblem.NotARootKey => "Use a root key (extractable false): a standard key wraps nothing.",
        KeyProtectProblem.AliasInUse => "Use the key that has the alias (FindKeyByAliasAsync), or choose another alias. One that was just removed may take 5 minutes to become free.",
        KeyProtectProblem.ProtectsResources => code == "PREV_KEY_DEL_ERR"
            ? "A resource with a retention policy needs the key: wait until the retention ends, then delete the resource first."
            : "See what it protects (ListRegistrationsAsync) and delete that first; KeyDeletion.EvenIfRegistered makes that data unreadable.",
        KeyProtectProblem.NeedsSecondAuthorization => "Let another person set the key for deletion (SetForDeletionAsync); then delete it within 7 days.",
        KeyProtectProblem.NoDualAuthorization => "Delete it directly, or set the policy first (SetDualAuthorizationAsync).",
        KeyProtectProblem.ImportTokenExpired => "Make a new import token (CreateImportTokenAsync), encrypt the key for it, and import again.",
        KeyProtectProblem.WrongNonce => "Encrypt the nonce of the newest import token with the key that is imported: each token replaces the one before.",
        KeyProtectProblem.NotAllowedByInstancePolicy => "Ask a manager of the instance: its policy keyCreateImportAccess forbids this, or demands an import token.",
        KeyProtectProblem.RotatedRecently => "Wait until an hour has passed since the last rotation.",
        KeyProtectProblem.NeedsKeyMaterial => "Rotate it with new key material (RotateImportedKeyAsync).",
        KeyProtectProblem.KeyExpired => "Make a new key; an expired one stays able to unwrap until it is deleted.",
        KeyProtectProblem.RestorePeriodOver => "What it wrapped cannot be opened any more. Make a new key.",
        KeyProtectProblem.KeyDamaged => "Give the correlation id to IBM's support, and use another key.",
        KeyProtectProblem.KeyRing => "See the key rings (ListKeyRingsAsync); one that has keys is emptied first (MoveToKeyRingAsync).",
        _ => null,
    };
}
