using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>A key as the service writes it (spec iam-keyprotect §5.2).</summary>
internal static class KeyJson
{
    public const string KeyType = "application/vnd.ibm.kms.key+json";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Write(KeyStore store, StoredKey key, DateTimeOffset now, bool withPayload = false)
    {
        var json = new JsonObject
        {
            ["type"] = KeyType,
            ["id"] = key.Id,
            ["name"] = key.Name,
            ["aliases"] = new JsonArray([.. key.Aliases.Select(alias => JsonValue.Create(alias))]),
            ["state"] = key.StateAt(now),
            ["extractable"] = key.Extractable,
            ["crn"] = store.CrnOf(key),
            ["imported"] = key.Imported,
            ["creationDate"] = Time(key.CreatedAt),
            ["createdBy"] = key.CreatedBy,
            ["lastUpdateDate"] = Time(key.UpdatedAt),
            ["keyVersion"] = new JsonObject { ["id"] = key.Current.Id, ["creationDate"] = Time(key.Current.CreatedAt) },
            ["keyRingID"] = key.Ring,
            ["algorithmType"] = "Deprecated",
            ["algorithmMode"] = "Deprecated",
            ["algorithmBitSize"] = key.Current.Material.Length * 8,
            ["algorithmMetadata"] = new JsonObject { ["bitLength"] = $"{key.Current.Material.Length * 8}", ["mode"] = "Deprecated" },
            ["deleted"] = key.DeletedAt is not null,
            ["dualAuthDelete"] = DualAuth(key, now),
        };
        Add(json, "description", key.Description);
        Add(json, "encryptionAlgorithm", key.EncryptionAlgorithm);
        Add(json, "lastRotateDate", key.RotatedAt);
        Add(json, "expirationDate", key.ExpiresAt);
        if (key.RotationMonths is { } months)
        {
            json["rotation"] = new JsonObject { ["enabled"] = key.RotationEnabled, ["interval_month"] = months };
        }

        if (key.DeletedAt is { } deleted)
        {
            json["deletionDate"] = Time(deleted);
            json["deletedBy"] = key.DeletedBy;
            json["restoreExpirationDate"] = Time(deleted + StoredKey.RestorableFor);
            json["restoreAllowed"] = now < deleted + StoredKey.RestorableFor;
            json["purgeAllowed"] = now >= deleted + StoredKey.PurgeableAfter;
            json["purgeAllowedFrom"] = Time(deleted + StoredKey.PurgeableAfter);
            json["purgeScheduledOn"] = Time(deleted + StoredKey.KeptFor);
        }

        if (withPayload)
        {
            json["payload"] = Convert.ToBase64String(key.Current.Material);
        }

        return json;
    }

    private static JsonObject DualAuth(StoredKey key, DateTimeOffset now)
    {
        var json = new JsonObject { ["enabled"] = key.DualAuthDelete };
        if (key.DualAuthDelete)
        {
            var agreed = key.AgreedToDeletionBy(now) is not null;
            json["keySetForDeletion"] = agreed;
            Add(json, "authExpiration", agreed ? key.SetForDeletion?.At + KeyLifeRoutes.DeletionAuthorizedFor : null);
        }

        return json;
    }

    private static void Add(JsonObject json, string name, string? text)
    {
        if (text is not null)
        {
            json[name] = text;
        }
    }

    private static void Add(JsonObject json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json[name] = Time(known);
        }
    }
}
