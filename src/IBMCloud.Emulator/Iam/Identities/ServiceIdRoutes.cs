using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>
/// Service IDs (spec iam-keyprotect §2). Routing takes the path with and without a trailing slash.
/// <code>
/// POST   /v1/serviceids              201   name*, account_id*, inline apikey{}; header Entity-Lock
/// GET    /v1/serviceids              200   pages
/// GET    /v1/serviceids/{id}         200
/// PUT    /v1/serviceids/{id}         200   If-Match
/// DELETE /v1/serviceids/{id}         204   deletes its API keys and policies, too
/// POST   /v1/serviceids/{id}/lock    204   DELETE unlocks
/// </code>
/// </summary>
internal sealed class ServiceIdRoutes(EmulatedCloud cloud, ApiKeyRoutes apiKeys)
{
    private IamState State => cloud.State.Iam;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/serviceids", CreateAsync);
        routes.MapGet("/v1/serviceids", ListAsync);
        routes.MapGet("/v1/serviceids/{id}", GetAsync);
        routes.MapPut("/v1/serviceids/{id}", UpdateAsync);
        routes.MapDelete("/v1/serviceids/{id}", DeleteAsync);
        routes.MapPost("/v1/serviceids/{id}/lock", context => SetLockAsync(context, locked: true));
        routes.MapDelete("/v1/serviceids/{id}/lock", context => SetLockAsync(context, locked: false));
    }

    /// <summary>Refuses unless the caller made the service ID or has a platform role on it.</summary>
    public static void RequireAccess(EmulatedCloud cloud, Identity caller, ServiceId one, string action)
    {
        if (one.CreatedBy != caller.IamId)
        {
            cloud.Access.Require(caller, action, new(ResourceScope.IamIdentity, caller.AccountId) { ResourceType = "serviceid", Resource = one.Id });
        }
    }

    private async Task CreateAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        if (body.Text("account_id") != caller.AccountId)
        {
            throw IdentityDialect.Invalid("account_id", "must be the account of the token.");
        }

        JsonObject answer;
        lock (cloud.State.Gate)
        {
            if (cloud.Options.Switches.RestrictServiceIdCreation)
            {
                cloud.Access.Require(caller, Actions.ServiceIdWrite, new(ResourceScope.IamIdentity, caller.AccountId));
            }

            var now = cloud.Clock.GetUtcNow();
            var made = new ServiceId
            {
                Id = "ServiceId-" + Guid.NewGuid(),
                Name = NameOf(body),
                Description = body.Text("description"),
                GroupId = body.Text("group_id"),
                UniqueInstanceCrns = body.Texts("unique_instance_crns"),
                Locked = context.Header("Entity-Lock") == "true",
                CreatedAt = now,
                ModifiedAt = now,
                CreatedBy = caller.IamId,
            };
            var key = body.Member("apikey") is { } inline ? apiKeys.Create(inline, caller, made.IamId, locked: false, disabled: false) : null;
            State.ServiceIds.Add(made.Id, made);
            answer = ToJson(made);
            if (key is not null)
            {
                answer["apikey"] = key;
            }

            context.Response.Headers.ETag = EntityTag.Of(made.Id, made.Revision);
        }

        await JsonAnswer.WriteAsync(context, 201, answer).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var page = new EntityPage(context, caller.AccountId);
        lock (cloud.State.Gate)
        {
            var all = State.ServiceIds.Values
                .Where(one => page["name"] is not { } name || one.Name == name)
                .Where(one => one.CreatedBy == caller.IamId || cloud.Access.Authorize(caller, Actions.ServiceIdRead,
                    new(ResourceScope.IamIdentity, caller.AccountId) { ResourceType = "serviceid", Resource = one.Id }).Allowed);
            return page.WriteAsync("serviceids", Sorted(all, page).ToList(), ToJson);
        }
    }

    private Task GetAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var one = Find(context);
            RequireAccess(cloud, caller, one, Actions.ServiceIdRead);
            context.Response.Headers.ETag = EntityTag.Of(one.Id, one.Revision);
            return JsonAnswer.WriteAsync(context, 200, ToJson(one));
        }
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        JsonObject answer;
        lock (cloud.State.Gate)
        {
            var one = FindForWrite(context, caller);
            EntityTag.Require(context, EntityTag.Of(one.Id, one.Revision), cloud.Options.Switches.StaleEntityTagStatus, "BXNIM0138E");
            one.Name = body.Member("name") is null ? one.Name : NameOf(body);
            one.Description = body.Text("description") is { } description ? (description.Length == 0 ? null : description) : one.Description;
            one.UniqueInstanceCrns = body.Member("unique_instance_crns") is null ? one.UniqueInstanceCrns : body.Texts("unique_instance_crns");
            Touch(one);
            context.Response.Headers.ETag = EntityTag.Of(one.Id, one.Revision);
            answer = ToJson(one);
        }

        await JsonAnswer.WriteAsync(context, 200, answer).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            State.Remove(FindForWrite(context, caller));
        }

        return JsonAnswer.EmptyAsync(context, 204);
    }

    private Task SetLockAsync(HttpContext context, bool locked)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var one = Find(context);
            RequireAccess(cloud, caller, one, Actions.ServiceIdWrite);
            one.Locked = locked;
            Touch(one);
        }

        return JsonAnswer.EmptyAsync(context, 204);
    }

    private static string NameOf(JsonElement body) =>
        body.Text("name") is { Length: > 0 } name ? name : throw IdentityDialect.Invalid("name", "required.");

    private static IEnumerable<ServiceId> Sorted(IEnumerable<ServiceId> all, EntityPage page)
    {
        Func<ServiceId, string> key = page["sort"] switch
        {
            "name" => one => one.Name,
            "description" => one => one.Description ?? "",
            "modified_at" => one => one.ModifiedAt.ToString("O"),
            _ => one => one.CreatedAt.ToString("O"),
        };
        return page["order"] == "desc" ? all.OrderByDescending(key, StringComparer.Ordinal) : all.OrderBy(key, StringComparer.Ordinal);
    }

    private ServiceId FindForWrite(HttpContext context, Identity caller)
    {
        var one = Find(context);
        RequireAccess(cloud, caller, one, Actions.ServiceIdWrite);
        return one.Locked ? throw IdentityDialect.Locked("service ID", one.Id) : one;
    }

    private ServiceId Find(HttpContext context) =>
        State.ServiceIds.GetValueOrDefault(context.Route("id")) ?? throw IdentityDialect.NotFound("service ID", context.Route("id"));

    private void Touch(ServiceId one)
    {
        one.ModifiedAt = cloud.Clock.GetUtcNow();
        one.Revision++;
    }

    private JsonObject ToJson(ServiceId one)
    {
        var json = new JsonObject
        {
            ["id"] = one.Id,
            ["iam_id"] = one.IamId,
            ["entity_tag"] = EntityTag.Of(one.Id, one.Revision),
            ["crn"] = $"crn:v1:bluemix:public:iam-identity::a/{State.AccountId}::serviceid:{one.Id}",
            ["locked"] = one.Locked,
            ["created_at"] = IdentityDialect.Time(one.CreatedAt),
            ["modified_at"] = IdentityDialect.Time(one.ModifiedAt),
            ["account_id"] = State.AccountId,
            ["name"] = one.Name,
            ["unique_instance_crns"] = new JsonArray([.. one.UniqueInstanceCrns.Select(crn => (JsonNode)crn)]),
        };
        if (one.Description is not null)
        {
            json["description"] = one.Description;
        }

        if (one.GroupId is not null)
        {
            json["group_id"] = one.GroupId;
        }

        return json;
    }
}
