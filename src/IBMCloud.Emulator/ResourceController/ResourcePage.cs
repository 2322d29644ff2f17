using System.Globalization;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IBMCloud.Emulator.ResourceController;

/// <summary>
/// One page of a list: <c>limit</c> 1..100, default 10; <c>next_url</c> is a relative path with the same filters and <c>start</c>, the id of the next
/// page's first resource; null at the end (spec iam-keyprotect §4, clients §4).
/// </summary>
internal static class ResourcePage
{
    public static Task WriteAsync<T>(HttpContext context, IReadOnlyList<T> all, Func<T, string> id, Func<T, JsonObject> toJson)
    {
        var limit = context.QueryNumber("limit", absent: 10, least: 1, most: 100);
        var from = 0;
        if (context.Query("start") is { } start)
        {
            from = all.ToList().FindIndex(one => id(one) == start);
            if (from < 0)
            {
                throw ResourceErrors.Invalid("start", "not one that a list answered.");
            }
        }

        var page = all.Skip(from).Take(limit).ToList();
        return JsonAnswer.WriteAsync(context, 200, new JsonObject
        {
            ["rows_count"] = page.Count,
            ["next_url"] = from + limit < all.Count ? NextUrl(context, limit, id(all[from + limit])) : null,
            ["resources"] = new JsonArray([.. page.Select(toJson)]),
        });
    }

    private static string NextUrl(HttpContext context, int limit, string start)
    {
        var query = context.Request.Query.Where(pair => pair.Key is not ("start" or "limit"))
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()))
            .Append(new("limit", limit.ToString(CultureInfo.InvariantCulture)))
            .Append(new("start", start));
        return QueryHelpers.AddQueryString(context.Request.Path, query);
    }
}
