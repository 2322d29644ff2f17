using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Actions;
using IBMCloud.Emulator.KeyProtect.Import;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>
/// The end of a key and its suspension (spec iam-keyprotect §5.2, §5.3).
/// <code>
/// DELETE /keys/{id}[?force=true]                   200 or 204 (Prefer)
/// DELETE /keys/{id}/purge                          200 or 204 (Prefer), from 4 hours after the deletion
/// POST   /keys/{id}/restore                        201, within 30 days, not in the first 30 seconds
/// POST   /keys/{id}/actions/disable, enable        204; enable not in the first 30 seconds
/// POST   /keys/{id}/actions/setKeyForDeletion      204, dual authorization; good for 7 days
/// POST   /keys/{id}/actions/unsetKeyForDeletion    204
/// </code>
/// </summary>
internal static class KeyLifeRoutes
{
    public static readonly TimeSpan DeletionAuthorizedFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromSeconds(30);

    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        map("DELETE", "keys/{id}", Delete);
        map("DELETE", "keys/{id}/purge", Purge);
        map("POST", "keys/{id}/restore", Restore);
    }

    public static KeyProtectAnswer Disable(KeyProtectRequest request)
    {
        var key = request.RootKey(KeyProtectRoles.Disable);
        KeyActionRoutes.RequireState(key, request.Now, "disable", 1);
        key.Suspended = true;
        key.UpdatedAt = request.Now;
        return KeyProtectAnswer.NoContent;
    }

    public static KeyProtectAnswer Enable(KeyProtectRequest request)
    {
        var key = request.RootKey(KeyProtectRoles.Enable);
        KeyActionRoutes.RequireState(key, request.Now, "enable", 2);
        RequireRest(key, request.Now);
        key.Suspended = false;
        key.UpdatedAt = request.Now;
        return KeyProtectAnswer.NoContent;
    }

    public static KeyProtectAnswer SetForDeletion(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.SetForDeletion);
        RequireDualAuth(key);
        key.SetForDeletion = (request.Identity.IamId, request.Now);
        return KeyProtectAnswer.NoContent;
    }

    public static KeyProtectAnswer UnsetForDeletion(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.UnsetForDeletion);
        RequireDualAuth(key);
        key.SetForDeletion = null;
        return KeyProtectAnswer.NoContent;
    }

    private static KeyProtectAnswer Delete(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.Delete);
        if (key.DualAuthDelete && (key.AgreedToDeletionBy(request.Now) is not { } first || first == request.Identity.IamId))
        {
            throw new ServiceError(409, "AUTHORIZATIONS_NOT_MET", "The key needs the authorization of two people: one sets it for deletion, another deletes it within 7 days.");
        }

        if (key.Registrations.Values.Any(one => one.PreventKeyDeletion))
        {
            throw new ServiceError(409, "PREV_KEY_DEL_ERR", "A registered resource with a retention policy prevents the deletion of the key, also by force.");
        }

        if (key.Registrations.Count > 0 && request.Http.QueryFlag("force") != true)
        {
            throw new ServiceError(409, "PROTECTED_RESOURCE_ERR", "The key protects cloud resources: see its registrations, or delete by force.");
        }

        key.DeletedAt = key.UpdatedAt = request.Now;
        key.DeletedBy = request.Identity.IamId;
        key.Aliases.Clear();
        key.Registrations.Clear();
        return Answer(request, key);
    }

    private static KeyProtectAnswer Purge(KeyProtectRequest request)
    {
        var key = request.Key(KeyProtectRoles.Purge);
        if (key.DeletedAt is not { } deleted)
        {
            throw KeyProtectErrors.WrongState("purge", key.StateAt(request.Now));
        }

        if (request.Now < deleted + StoredKey.PurgeableAfter)
        {
            throw new ServiceError(409, "REQ_TOO_EARLY_ERR", "A deleted key can be purged from 4 hours after its deletion.");
        }

        request.Store.Keys.Remove(key.Id);
        return Answer(request, key);
    }

    private static KeyProtectAnswer Restore(KeyProtectRequest request)
    {
        var key = request.Key(KeyProtectRoles.Restore);
        if (key.DeletedAt is not { } deleted)
        {
            throw KeyProtectErrors.WrongState("restore", key.StateAt(request.Now));
        }

        if (request.Now >= deleted + StoredKey.RestorableFor)
        {
            throw new ServiceError(400, "KEY_RESTORE_EXPIRED", "The key was deleted more than 30 days ago.");
        }

        if (key.ExpiresAt <= request.Now)
        {
            throw new ServiceError(400, "KEY_EXPIRED_ERR", "The key has expired and cannot be restored.");
        }

        RequireRest(key, request.Now);
        if (request.Body.Items("resources").Any() && !KeyImport.RootKeyMaterial(request, request.Body.Items("resources").First()).AsSpan().SequenceEqual(key.Current.Material))
        {
            // The old form brings the material again, and it must be the same.
            throw KeyProtectErrors.Field("payload", "it is not the material of this key.");
        }

        key.DeletedAt = null;
        key.DeletedBy = null;
        key.SetForDeletion = null;
        key.UpdatedAt = request.Now;
        return KeyProtectAnswer.Collection(201, "key", [KeyJson.Write(request.Store, key, request.Now)]);
    }

    private static KeyProtectAnswer Answer(KeyProtectRequest request, StoredKey key) => request.PrefersMinimal(otherwise: true)
        ? KeyProtectAnswer.NoContent
        : KeyProtectAnswer.Collection(200, "key", [KeyJson.Write(request.Store, key, request.Now)]);

    private static void RequireRest(StoredKey key, DateTimeOffset now)
    {
        if (now < key.UpdatedAt + BetweenUpdates)
        {
            throw KeyProtectErrors.TooEarly();
        }
    }

    private static void RequireDualAuth(StoredKey key)
    {
        if (!key.DualAuthDelete)
        {
            throw new ServiceError(409, "NOT_DUAL_AUTH_ERR", "The key has no dual authorization policy.");
        }
    }
}
