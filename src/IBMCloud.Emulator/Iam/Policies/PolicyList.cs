using System.Globalization;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary>
/// The list of policies (spec iam-keyprotect §3). With <c>limit</c> it is paged and has <c>next.start</c>, which IBM's pager needs (spec clients §4);
/// without, it is one array, as the older behaviour was.
/// </summary>
internal sealed class PolicyList(EmulatedCloud cloud)
{
    /// <summary>Whether the caller may see a policy: its subject, or who has a platform role on what it opens.</summary>
    public static bool MayRead(EmulatedCloud cloud, Identity caller, Policy policy) =>
        policy.Subject.Any(one => one.Key == "iam_id" && one.Value == caller.IamId)
        || cloud.Access.Authorize(caller, Actions.PolicyRead,
            new PolicyDraft(policy.Type, null, policy.Subject, policy.Resource, policy.Roles).Scope(caller.AccountId)).Allowed;

    public Task WriteAsync(HttpContext context, int version)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var account = context.Query("account_id")
            ?? throw new ServiceError(400, "missing_required_query_parameter", "The query parameter 'account_id' is required.");
        if (account != caller.AccountId)
        {
            throw new ServiceError(403, ServiceError.Forbidden, $"The token's account is not '{account}'. Use a token of that account.");
        }

        List<Policy> all;
        lock (cloud.State.Gate)
        {
            all = [.. cloud.State.Iam.Policies.Values.Where(policy => Fits(context, policy) && MayRead(cloud, caller, policy)).OrderBy(policy => policy.CreatedAt)];
        }

        var body = new JsonObject();
        if (context.Query("limit") is not null)
        {
            all = Page(context, all, body, version);
        }

        body["policies"] = new JsonArray([.. all.Select(policy => version == 1 && policy.Version == 2
            ? PolicyJson.WritePlaceholder(policy, context.BaseAddress())
            : PolicyJson.Write(policy, version, context.BaseAddress()))]);
        return JsonAnswer.WriteAsync(context, 200, body);
    }

    private static bool Fits(HttpContext context, Policy policy) =>
        policy.State == (context.Query("state") ?? "active")
        && (context.Query("type") is not { } type || policy.Type == type)
        && Has(policy.Subject, "iam_id", context.Query("iam_id"))
        && Has(policy.Subject, "access_group_id", context.Query("access_group_id"))
        && Has(policy.Resource, "serviceType", context.Query("service_type"))
        && Has(policy.Resource, "serviceName", context.Query("service_name"))
        && Has(policy.Resource, "service_group_id", context.Query("service_group_id"));

    private static bool Has(IReadOnlyList<PolicyAttribute> attributes, string key, string? value) =>
        value is null || attributes.Any(one => one.Key == key && one.Value == value);

    private static List<Policy> Page(HttpContext context, List<Policy> all, JsonObject body, int version)
    {
        var limit = context.QueryNumber("limit", absent: 50, least: 1, most: 100);

        // The start is opaque to clients: the id of the first policy of the page.
        var start = context.Query("start") is { } id ? all.FindIndex(policy => policy.Id == id) : 0;
        if (start < 0)
        {
            throw new ServiceError(400, ServiceError.InvalidQuery, "The query parameter 'start' is not one that a list answered.");
        }

        var path = $"{context.BaseAddress()}/v{version}/policies?account_id={context.Query("account_id")}&limit={limit.ToString(CultureInfo.InvariantCulture)}";
        body["limit"] = limit;
        body["first"] = new JsonObject { ["href"] = path };
        if (start + limit < all.Count)
        {
            body["next"] = new JsonObject { ["href"] = $"{path}&start={all[start + limit].Id}", ["start"] = all[start + limit].Id };
        }

        if (start > 0)
        {
            var previous = all[Math.Max(0, start - limit)].Id;
            body["previous"] = new JsonObject { ["href"] = $"{path}&start={previous}", ["start"] = previous };
        }

        return all.GetRange(start, Math.Min(limit, all.Count - start));
    }
}
