using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>
/// Keys and aliases (spec iam-keyprotect §5.2).
/// <code>
/// POST   /keys                           201   one key; /keys_with_policy_overrides too, with rotation and dualAuthDelete
/// GET    /keys                           200   limit, offset, state, extractable, search, sort, filter, totalCount
/// HEAD   /keys                           204   header Key-Total
/// GET    /keys/{id}                      200   with the payload of a standard key
/// GET    /keys/{id}/metadata             200
/// GET    /keys/{id}/versions             200
/// PATCH  /keys/{id}                      200   {keyRingID}
/// POST   /keys/{id}/aliases/{alias}      201
/// DELETE /keys/{id}/aliases/{alias}      204
/// </code>
/// </summary>
internal static class KeyRoutes
{
    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        map("POST", "keys", request => Create(request, withPolicies: false));
        map("POST", "keys_with_policy_overrides", request => Create(request, withPolicies: true));
        map("GET", "keys", KeyList.List);
        map("HEAD", "keys", KeyList.Count);
        map("GET", "keys/{id}", Get);
        map("GET", "keys/{id}/metadata", Metadata);
        map("GET", "keys/{id}/versions", Versions);
        map("PATCH", "keys/{id}", Patch);
        map("POST", "keys/{id}/aliases/{alias}", AddAlias);
        map("DELETE", "keys/{id}/aliases/{alias}", RemoveAlias);
    }

    private static KeyProtectAnswer Create(KeyProtectRequest request, bool withPolicies)
    {
        var ring = request.Ring ?? KeyStore.DefaultRing;
        request.Require(KeyProtectRoles.Create, ring: ring);
        var resource = OnlyResource(request.Body);
        var key = KeyCreation.Make(request, resource, ring, withPolicies);
        request.Store.Keys.Add(key.Id, key);
        request.MadeKey(key);
        return request.PrefersMinimal(otherwise: false)
            ? new(201)
            : KeyProtectAnswer.Collection(201, "key", [KeyJson.Write(request.Store, key, request.Now)]);
    }

    /// <summary>The one resource of an envelope that says that it has one.</summary>
    /// <exception cref="ServiceError">400.</exception>
    private static JsonElement OnlyResource(JsonElement body)
    {
        var resources = body.Items("resources").ToList();
        if (resources.Count == 0)
        {
            throw new ServiceError(400, "NO_BODY_ERR", "The body is required: {metadata, resources: [one key]}.");
        }

        return resources.Count == 1 && (body.Member("metadata") ?? default).Number("collectionTotal") == 1
            ? resources[0]
            : throw KeyProtectErrors.Body("A request makes exactly one key, and metadata.collectionTotal is 1.");
    }

    private static KeyProtectAnswer Get(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.ReadPayload);
        return KeyProtectAnswer.Collection(200, "key", [KeyJson.Write(request.Store, key, request.Now, withPayload: key.Extractable)]);
    }

    private static KeyProtectAnswer Metadata(KeyProtectRequest request)
    {
        var key = request.Key(KeyProtectRoles.ReadMetadata);
        return KeyProtectAnswer.Collection(200, "key", [KeyJson.Write(request.Store, key, request.Now)]);
    }

    private static KeyProtectAnswer Versions(KeyProtectRequest request)
    {
        var key = request.Key(KeyProtectRoles.ReadMetadata);
        if (key.StateAt(request.Now) == 5 && request.Http.QueryFlag("allKeyStates") != true)
        {
            throw KeyProtectErrors.KeyDeleted();
        }

        // Newest first, as the live service shows them.
        var all = Enumerable.Reverse(key.Versions).ToList();
        var page = all.Skip(request.Http.QueryNumber("offset", 0, 0, int.MaxValue)).Take(request.Http.QueryNumber("limit", KeyList.DefaultLimit, 1, KeyList.MostOnPage));
        return KeyProtectAnswer.Collection(200, "key.version",
            page.Select(version => new JsonObject { ["id"] = version.Id, ["creationDate"] = KeyJson.Time(version.CreatedAt) }),
            request.Http.QueryFlag("totalCount") == true ? all.Count : null);
    }

    private static KeyProtectAnswer Patch(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.Patch);
        var ring = request.Body.Text("keyRingID") ?? throw KeyProtectErrors.Field("keyRingID", "it is required.");
        if (ring != KeyStore.DefaultRing && !request.Store.Rings.ContainsKey(ring))
        {
            throw KeyRingRoutes.NotFound(ring);
        }

        key.Ring = ring;
        key.UpdatedAt = request.Now;
        return KeyProtectAnswer.Collection(200, "key", [KeyJson.Write(request.Store, key, request.Now)]);
    }

    private static KeyProtectAnswer AddAlias(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.AliasWrite);
        var alias = request.Http.Route("alias");
        KeyAlias.Add(request.Store, key, alias);
        key.UpdatedAt = request.Now;
        return KeyProtectAnswer.Collection(201, "alias",
        [
            new JsonObject { ["keyId"] = key.Id, ["alias"] = alias, ["createdBy"] = request.Identity.IamId, ["creationDate"] = KeyJson.Time(request.Now) },
        ]);
    }

    private static KeyProtectAnswer RemoveAlias(KeyProtectRequest request)
    {
        var key = request.LiveKey(KeyProtectRoles.AliasWrite);
        var alias = request.Http.Route("alias");
        if (!key.Aliases.Remove(alias))
        {
            throw new ServiceError(404, "KEY_ALIAS_NOT_FOUND_ERR", $"The key has no alias '{alias}'.");
        }

        key.UpdatedAt = request.Now;
        return KeyProtectAnswer.NoContent;
    }
}
