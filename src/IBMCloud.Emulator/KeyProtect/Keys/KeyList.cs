using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>
/// The list of keys (spec iam-keyprotect §5.2): <c>collectionTotal</c> counts this page; destroyed keys only where <c>state</c> asks for them;
/// with access to single rings, only those; keys granted one by one are not listed.
/// </summary>
internal static class KeyList
{
    public const int DefaultLimit = 200;
    public const int MostOnPage = 5000;

    public static KeyProtectAnswer List(KeyProtectRequest request)
    {
        var all = Matching(request);
        var page = all.Skip(request.Http.QueryNumber("offset", 0, 0, int.MaxValue)).Take(request.Http.QueryNumber("limit", DefaultLimit, 1, MostOnPage));
        return KeyProtectAnswer.Collection(200, "key", page.Select(key => KeyJson.Write(request.Store, key, request.Now)),
            request.Http.QueryFlag("totalCount") == true ? all.Count : null);
    }

    public static KeyProtectAnswer Count(KeyProtectRequest request)
    {
        request.Http.Response.Headers["Key-Total"] = Matching(request).Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return KeyProtectAnswer.NoContent;
    }

    private static List<StoredKey> Matching(KeyProtectRequest request)
    {
        var query = KeyQuery.Of(request.Http);
        var visible = Visible(request).Where(key => !key.IsPurgedAt(request.Now) && (request.Ring is null || key.Ring == request.Ring));
        var matching = query.Apply(visible, request.Now).ToList();
        matching.ForEach(key => key.RotateWhenDue(request.Now));
        return matching;
    }

    private static IEnumerable<StoredKey> Visible(KeyProtectRequest request)
    {
        var rings = request.Store.Rings.Keys.Append(KeyStore.DefaultRing).Where(ring => request.May(KeyProtectRoles.List, null, ring, out _)).ToHashSet();
        if (rings.Count == 0)
        {
            // Says which role is missing.
            request.Require(KeyProtectRoles.List);
        }

        request.Require(KeyProtectRoles.List, ring: rings.First());
        return request.Store.Keys.Values.Where(key => rings.Contains(key.Ring));
    }
}
