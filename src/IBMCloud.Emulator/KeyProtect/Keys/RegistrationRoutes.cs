using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>
/// What other services encrypt with keys (spec iam-keyprotect §5.5). Only those services write it; a caller from outside gets 403.
/// <code>
/// GET /keys/{id}/registrations, /keys/registrations    200   limit, offset, totalCount, preventKeyDeletion, urlEncodedResourceCRNQuery
/// POST, PATCH, PUT, DELETE /keys/{id}/registrations/{crn}   403 SERVICE_ONLY_ERR
/// </code>
/// </summary>
internal static class RegistrationRoutes
{
    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        map("GET", "keys/registrations", request =>
        {
            request.Require(KeyProtectRoles.RegistrationList);
            return List(request, request.Store.Keys.Values);
        });
        map("GET", "keys/{id}/registrations", request => List(request, [request.Key(KeyProtectRoles.RegistrationList)]));
        foreach (var method in (string[])["POST", "PATCH", "PUT", "DELETE"])
        {
            map(method, "keys/{id}/registrations/{crn}", request =>
            {
                request.Key(KeyProtectRoles.RegistrationList);
                throw new ServiceError(403, "SERVICE_ONLY_ERR", "Only an integrated service may change its registrations.");
            });
        }
    }

    private static KeyProtectAnswer List(KeyProtectRequest request, IEnumerable<StoredKey> keys)
    {
        var prevent = request.Http.QueryFlag("preventKeyDeletion");

        // A query that was encoded before it was encoded for the URL arrives encoded still (spec clients §5).
        var crn = request.Http.Query("urlEncodedResourceCRNQuery") is { } text ? Uri.UnescapeDataString(text) : null;
        var all = keys.SelectMany(key => key.Registrations.Values.Select(one => (Key: key, Registration: one)))
            .Where(one => (prevent is null || one.Registration.PreventKeyDeletion == prevent) && (crn is null || Matches(one.Registration.ResourceCrn, crn)))
            .OrderBy(one => one.Registration.ResourceCrn, StringComparer.Ordinal).ThenBy(one => one.Key.Id, StringComparer.Ordinal).ToList();
        var page = all.Skip(request.Http.QueryNumber("offset", 0, 0, int.MaxValue)).Take(request.Http.QueryNumber("limit", KeyList.DefaultLimit, 1, KeyList.MostOnPage));
        return KeyProtectAnswer.Collection(200, "registration", page.Select(one => Json(one.Key, one.Registration)),
            request.Http.QueryFlag("totalCount") == true ? all.Count : null);
    }

    // A star at the end stands for anything.
    private static bool Matches(string actual, string wanted) =>
        wanted.EndsWith('*') ? actual.StartsWith(wanted[..^1], StringComparison.Ordinal) : actual.TrimEnd(':') == wanted.TrimEnd(':');

    private static JsonObject Json(StoredKey key, Registration one) => new()
    {
        ["keyId"] = key.Id,
        ["keyName"] = key.Name,
        ["resourceCrn"] = one.ResourceCrn,
        ["createdBy"] = one.CreatedBy,
        ["creationDate"] = KeyJson.Time(one.CreatedAt),
        ["updatedBy"] = one.CreatedBy,
        ["lastUpdated"] = KeyJson.Time(one.UpdatedAt),
        ["description"] = one.Description,
        ["preventKeyDeletion"] = one.PreventKeyDeletion,
        ["keyVersion"] = new JsonObject { ["id"] = one.Version.Id, ["creationDate"] = KeyJson.Time(one.Version.CreatedAt) },
    };
}
