using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>
/// Key rings (spec iam-keyprotect §5.2): 50 in an instance beside <c>default</c>, which is always there.
/// <code>
/// POST   /key_rings/{id}                 201
/// GET    /key_rings                      200
/// DELETE /key_rings/{id}[?force=true]    204; by force the destroyed keys in it move to default
/// </code>
/// </summary>
internal static class KeyRingRoutes
{
    private const int Most = 50;

    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        map("POST", "key_rings/{id}", Create);
        map("GET", "key_rings", List);
        map("DELETE", "key_rings/{id}", Delete);
    }

    public static ServiceError NotFound(string ring) => new(404, "KEY_RING_NOT_FOUND_ERR", $"The key ring '{ring}' does not exist.");

    private static KeyProtectAnswer Create(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.RingCreate);
        var id = request.Http.Route("id");
        if (id.Length is < 2 or > 100 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw KeyProtectErrors.Field("id", "it has 2 to 100 letters, digits, '-' or '_'.");
        }

        if (id == KeyStore.DefaultRing || request.Store.Rings.ContainsKey(id))
        {
            throw new ServiceError(409, "KEY_RING_ID_NOT_UNIQUE_ERR", $"The key ring '{id}' exists already.");
        }

        if (request.Store.Rings.Count >= Most)
        {
            throw new ServiceError(409, "KEY_RING_QUOTA_ERR", $"An instance has at most {Most} key rings.");
        }

        var ring = new KeyRing(id, request.Identity.IamId, request.Now);
        request.Store.Rings.Add(id, ring);
        return KeyProtectAnswer.Collection(201, "key_ring", [Json(ring)]);
    }

    private static KeyProtectAnswer List(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.RingList);
        return KeyProtectAnswer.Collection(200, "key_ring", request.Store.Rings.Values.Select(Json).Prepend(new JsonObject { ["id"] = KeyStore.DefaultRing }));
    }

    private static KeyProtectAnswer Delete(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.RingDelete);
        var id = request.Http.Route("id");
        if (!request.Store.Rings.ContainsKey(id))
        {
            throw NotFound(id);
        }

        var inside = request.Store.Keys.Values.Where(key => key.Ring == id && !key.IsPurgedAt(request.Now)).ToList();
        if (inside.Exists(key => key.StateAt(request.Now) != 5) || (inside.Count > 0 && request.Http.QueryFlag("force") != true))
        {
            throw new ServiceError(409, "KEY_RING_KEYS_EXIST_ERR", $"The key ring '{id}' has keys: move or purge them first.");
        }

        inside.ForEach(key => key.Ring = KeyStore.DefaultRing);
        request.Store.Rings.Remove(id);
        return KeyProtectAnswer.NoContent;
    }

    private static JsonObject Json(KeyRing ring) => new() { ["id"] = ring.Id, ["creationDate"] = KeyJson.Time(ring.CreatedAt), ["createdBy"] = ring.CreatedBy };
}
