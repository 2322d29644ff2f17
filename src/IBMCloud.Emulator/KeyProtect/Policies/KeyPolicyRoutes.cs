using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Keys;

namespace IBMCloud.Emulator.KeyProtect.Policies;

/// <summary>
/// Rules of one key (spec iam-keyprotect §5.5).
/// <code>
/// GET /keys/{id}/policies[?policy=rotation|dualAuthDelete]   200
/// PUT /keys/{id}/policies[?policy=…]                         200   resources of {type, rotation {enabled, interval_month} | dualAuthDelete {enabled}}
/// </code>
/// </summary>
internal static class KeyPolicyRoutes
{
    private const string PolicyType = "application/vnd.ibm.kms.policy+json";

    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        map("GET", "keys/{id}/policies", request => Answer(request, request.LiveKey(KeyProtectRoles.PolicyRead)));
        map("PUT", "keys/{id}/policies", Put);
    }

    /// <summary>Sets when a key is rotated; an absent <c>enabled</c> means yes (spec clients §8, row on iam-keyprotect 320).</summary>
    /// <exception cref="ServiceError">400: no interval of 1 to 12 months, or a key that is not rotated by the service.</exception>
    public static void SetRotation(StoredKey key, JsonElement rotation)
    {
        if (key.Extractable)
        {
            throw KeyProtectErrors.NotARootKey();
        }

        var enabled = rotation.Flag("enabled") ?? true;
        var months = rotation.Number("interval_month") ?? (enabled ? null : key.RotationMonths ?? 1);
        if (months is not (>= 1 and <= 12))
        {
            throw KeyProtectErrors.Field("interval_month", "it is 1 to 12.");
        }

        if (key.Imported && enabled)
        {
            throw KeyProtectErrors.Field("rotation", "an imported key is rotated by its owner only.");
        }

        key.RotationEnabled = enabled;
        key.RotationMonths = (int)months;
    }

    private static KeyProtectAnswer Put(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.PolicyWrite);
        var resources = request.Body.Items("resources").ToList();
        if (resources.Count == 0)
        {
            throw new ServiceError(400, "NO_BODY_ERR", "The body is required: {metadata, resources}.");
        }

        if ((request.Body.Member("metadata") ?? default).Number("collectionTotal") != resources.Count)
        {
            throw new ServiceError(400, "COLLECTION_TOTAL_MISMATCH_ERR", "metadata.collectionTotal is not the number of resources.");
        }

        var wanted = request.Http.Query("policy");
        foreach (var resource in resources)
        {
            if ((wanted == "rotation" && resource.Member("rotation") is null) || (wanted == "dualAuthDelete" && resource.Member("dualAuthDelete") is null))
            {
                throw new ServiceError(400, "BODY_QUERY_PARAM_MISMATCH_ERR", $"The body has no policy of the type '{wanted}'.");
            }

            if (resource.Member("rotation") is { } rotation)
            {
                SetRotation(key, rotation);
            }
            else if (resource.Member("dualAuthDelete") is { } dualAuth)
            {
                key.DualAuthDelete = dualAuth.Flag("enabled") ?? throw KeyProtectErrors.Field("enabled", "it is required.");
                key.SetForDeletion = null;
            }
            else
            {
                throw KeyProtectErrors.Body("A policy is {type, rotation} or {type, dualAuthDelete}.");
            }
        }

        key.UpdatedAt = request.Now;
        return Answer(request, key);
    }

    private static KeyProtectAnswer Answer(KeyProtectRequest request, StoredKey key)
    {
        var wanted = request.Http.Query("policy");
        if (wanted is not (null or "rotation" or "dualAuthDelete"))
        {
            throw KeyProtectErrors.Field("policy", "it is rotation or dualAuthDelete.");
        }

        var policies = new List<JsonObject>();
        if (wanted != "dualAuthDelete" && key.RotationMonths is { } months)
        {
            policies.Add(Json(request, key, "rotation", new JsonObject { ["enabled"] = key.RotationEnabled, ["interval_month"] = months }));
        }

        if (wanted != "rotation")
        {
            policies.Add(Json(request, key, "dualAuthDelete", new JsonObject { ["enabled"] = key.DualAuthDelete }));
        }

        return KeyProtectAnswer.Collection(200, "policy", policies);
    }

    private static JsonObject Json(KeyProtectRequest request, StoredKey key, string member, JsonObject value) => new()
    {
        ["type"] = PolicyType,
        ["crn"] = $"{request.Store.Instance.Crn[..^2]}:policy:{key.Id}-{member}",
        ["createdBy"] = key.CreatedBy,
        ["creationDate"] = KeyJson.Time(key.CreatedAt),
        ["updatedBy"] = request.Identity.IamId,
        ["lastUpdateDate"] = KeyJson.Time(key.UpdatedAt),
        [member] = value,
    };
}
