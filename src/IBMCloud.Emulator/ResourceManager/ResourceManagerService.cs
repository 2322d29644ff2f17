using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ResourceController;
using IBMCloud.Emulator.ResourceController.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.ResourceManager;

/// <summary>
/// Resource Manager: resource groups (spec iam-keyprotect §4). Lists are not paged; names are unique in an account.
/// <code>
/// POST   /v2/resource_groups        201   name*, account_id
/// GET    /v2/resource_groups        200   account_id, name, default=true
/// GET    /v2/resource_groups/{id}   200
/// PATCH  /v2/resource_groups/{id}   200   name
/// DELETE /v2/resource_groups/{id}   204   not the default one, not one with instances
/// </code>
/// </summary>
internal sealed class ResourceManagerService(EmulatedCloud cloud) : IEmulatedService
{
    public EmulatedService Service => EmulatedService.ResourceManager;

    public bool Regional => false;

    private ResourceGroups State => cloud.State.Groups;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port)
    {
        routes.MapPost("/v2/resource_groups", CreateAsync);
        routes.MapGet("/v2/resource_groups", ListAsync);
        routes.MapGet("/v2/resource_groups/{id}", context => WithAsync(context, Actions.ResourceGroupRetrieve, group => JsonAnswer.WriteAsync(context, 200, ToJson(group))));
        routes.MapPatch("/v2/resource_groups/{id}", UpdateAsync);
        routes.MapDelete("/v2/resource_groups/{id}", DeleteAsync);
    }

    public Task WriteErrorAsync(HttpContext context, ServiceError error) => ResourceErrors.WriteErrorAsync(context, error);

    private async Task CreateAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        ResourceGroup made;
        lock (cloud.State.Gate)
        {
            cloud.Access.Require(caller, Actions.ResourceGroupWrite, ResourceScope.OfResourceGroup(caller.AccountId, ""));
            RequireAccount(caller, body.Text("account_id"));
            made = State.Add(FreeName(body), isDefault: false, cloud.Clock.GetUtcNow());
        }

        await JsonAnswer.WriteAsync(context, 201, new JsonObject { ["id"] = made.Id, ["crn"] = ResourceGroup.CrnOf(caller.AccountId, made.Id) }).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        RequireAccount(caller, context.Query("account_id"));
        lock (cloud.State.Gate)
        {
            var groups = State.All.Where(group => (context.Query("name") is not { } name || group.Name == name)
                && (context.QueryFlag("default") is not true || group.IsDefault)
                && cloud.Access.Authorize(caller, Actions.ResourceGroupRetrieve, ResourceScope.OfResourceGroup(caller.AccountId, group.Id)).Allowed);
            return JsonAnswer.WriteAsync(context, 200, new JsonObject { ["resources"] = new JsonArray([.. groups.Select(ToJson)]) });
        }
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        await WithAsync(context, Actions.ResourceGroupWrite, group =>
        {
            group.Name = FreeName(body, group);
            group.UpdatedAt = cloud.Clock.GetUtcNow();
            return JsonAnswer.WriteAsync(context, 200, ToJson(group));
        }).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context) => WithAsync(context, Actions.ResourceGroupWrite, group =>
    {
        if (group.IsDefault || cloud.State.Instances.All.OfType<ManagedInstance>().Any(one => one.ResourceGroupId == group.Id && one.StateAt(cloud.Clock.GetUtcNow()) != ManagedInstance.Removed))
        {
            throw ResourceErrors.Invalid("id", "the default group, and one that holds instances, cannot be deleted.");
        }

        State.Remove(group);
        return JsonAnswer.EmptyAsync(context, 204);
    });

    private Task WithAsync(HttpContext context, string action, Func<ResourceGroup, Task> act)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var group = State.Find(context.Route("id")) ?? throw ResourceErrors.NotFound("resource group", context.Route("id"));
            cloud.Access.Require(caller, action, ResourceScope.OfResourceGroup(caller.AccountId, group.Id));
            return act(group);
        }
    }

    private string FreeName(JsonElement body, ResourceGroup? except = null)
    {
        var name = body.Text("name") is { Length: > 0 } given ? given : throw ResourceErrors.Invalid("name", "required.");
        return State.All.Any(group => group != except && group.Name == name)
            ? throw new ServiceError(409, "RC-Conflict", $"A resource group named '{name}' exists.")
            : name;
    }

    private static void RequireAccount(Identity caller, string? accountId)
    {
        if (accountId is not null && accountId != caller.AccountId)
        {
            throw new ServiceError(403, ServiceError.Forbidden, $"The token's account is not '{accountId}'. Use a token of that account.");
        }
    }

    private JsonObject ToJson(ResourceGroup group) => new()
    {
        ["id"] = group.Id,
        ["crn"] = ResourceGroup.CrnOf(cloud.State.Iam.AccountId, group.Id),
        ["account_id"] = cloud.State.Iam.AccountId,
        ["name"] = group.Name,
        ["state"] = "ACTIVE",
        ["default"] = group.IsDefault,
        ["quota_id"] = "a3d7b8d01e261c24677937c29ab33f3c",
        ["resource_linkages"] = new JsonArray(),
        ["created_at"] = ResourceTime.Text(group.CreatedAt),
        ["updated_at"] = ResourceTime.Text(group.UpdatedAt ?? group.CreatedAt),
    };
}
