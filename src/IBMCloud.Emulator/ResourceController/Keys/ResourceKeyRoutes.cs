using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ResourceController.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.ResourceController.Keys;

/// <summary>
/// Resource keys (spec iam-keyprotect §4, clients §4). Names are not unique; the credentials can be read again.
/// <code>
/// POST   /v2/resource_keys                           201   name*, source* (GUID or CRN), role, parameters{HMAC, serviceid_crn}
/// GET    /v2/resource_keys                           200   pages; guid, name, resource_group_id, resource_id
/// GET    /v2/resource_instances/{id}/resource_keys   200   pages
/// GET    /v2/resource_keys/{id}                      200
/// PATCH  /v2/resource_keys/{id}                      200   name
/// DELETE /v2/resource_keys/{id}                      204
/// </code>
/// </summary>
internal sealed class ResourceKeyRoutes(EmulatedCloud cloud)
{
    private ResourceKeys State => cloud.State.ResourceKeys;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/resource_keys", CreateAsync);
        routes.MapGet("/v2/resource_keys", context => ListAsync(context, source: null));
        routes.MapGet("/v2/resource_instances/{id}/resource_keys", context => ListAsync(context, Source(context.Route("id"))));
        routes.MapGet("/v2/resource_keys/{id}", context => WithAsync(context, Actions.KeyRead, key => JsonAnswer.WriteAsync(context, 200, ResourceKeyJson.Write(key, cloud))));
        routes.MapPatch("/v2/resource_keys/{id}", RenameAsync);
        routes.MapDelete("/v2/resource_keys/{id}", context => WithAsync(context, Actions.KeyWrite, key =>
        {
            State.Remove(key);
            return JsonAnswer.EmptyAsync(context, 204);
        }));
    }

    private async Task CreateAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        JsonObject answer;
        lock (cloud.State.Gate)
        {
            var source = Source(body.Text("source") ?? throw ResourceErrors.Invalid("source", "required: the GUID or CRN of an instance."));
            cloud.Access.Require(caller, Actions.KeyWrite, InstanceRoutes.Scope(source));
            if (source.StateAt(cloud.Clock.GetUtcNow()) is not ManagedInstance.Active and var state)
            {
                throw ResourceErrors.WrongState($"The instance '{source.Guid}' is {state}: only an active one gives credentials.");
            }

            var key = new ResourceKeyMaker(cloud).Make(source, body, caller);
            State.Add(key);
            answer = ResourceKeyJson.Write(key, cloud);
        }

        await JsonAnswer.WriteAsync(context, 201, answer).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context, ManagedInstance? source)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var keys = State.All.Where(key => (source is null || key.Source == source)
                    && Equal(context, "guid", key.Guid) && Equal(context, "name", key.Name)
                    && Equal(context, "resource_group_id", key.Source.ResourceGroupId) && Equal(context, "resource_id", key.Source.Plan.ServiceId)
                    && cloud.Access.Authorize(caller, Actions.KeyRead, InstanceRoutes.Scope(key.Source)).Allowed)
                .OrderBy(key => key.CreatedAt).ThenBy(key => key.Guid, StringComparer.Ordinal);
            return ResourcePage.WriteAsync(context, keys.ToList(), key => key.Guid, key => ResourceKeyJson.Write(key, cloud));
        }
    }

    private async Task RenameAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        await WithAsync(context, Actions.KeyWrite, key =>
        {
            key.Name = ResourceKeyMaker.NameOf(body);
            key.UpdatedAt = cloud.Clock.GetUtcNow();
            return JsonAnswer.WriteAsync(context, 200, ResourceKeyJson.Write(key, cloud));
        }).ConfigureAwait(false);
    }

    private Task WithAsync(HttpContext context, string action, Func<ResourceKey, Task> act)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var key = State.Find(context.Route("id")) ?? throw ResourceErrors.NotFound("resource key", context.Route("id"));
            cloud.Access.Require(caller, action, InstanceRoutes.Scope(key.Source));
            return act(key);
        }
    }

    private ManagedInstance Source(string id) => cloud.State.Instances.Find(id) as ManagedInstance ?? throw ResourceErrors.NotFound("instance", id);

    private static bool Equal(HttpContext context, string filter, string? value) => context.Query(filter) is not { } wanted || wanted == value;
}
