using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.ResourceController.Instances;

/// <summary>
/// Service instances (spec iam-keyprotect §4). <c>{id}</c> is a GUID or a CRN, percent-encoded once. Names are not unique: a second POST makes a second one.
/// <code>
/// POST   /v2/resource_instances               201 (202)   name*, target*, resource_group*, resource_plan_id*; header Entity-Lock
/// GET    /v2/resource_instances               200         pages; active and provisioning ones unless state is given
/// GET    /v2/resource_instances/{id}          200
/// PATCH  /v2/resource_instances/{id}          200         name, parameters, resource_plan_id, allow_cleanup
/// DELETE /v2/resource_instances/{id}          204         → pending_reclamation; 400 with keys unless recursive=true
/// POST   /v2/resource_instances/{id}/lock     200         DELETE unlocks
/// DELETE /v2/resource_instances/{id}/last_operation  422  nothing to cancel once it has ended
/// </code>
/// </summary>
internal sealed class InstanceRoutes(EmulatedCloud cloud)
{
    private IEnumerable<ManagedInstance> Managed => cloud.State.Instances.All.OfType<ManagedInstance>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/resource_instances", CreateAsync);
        routes.MapGet("/v2/resource_instances", ListAsync);
        routes.MapGet("/v2/resource_instances/{id}", GetAsync);
        routes.MapPatch("/v2/resource_instances/{id}", UpdateAsync);
        routes.MapDelete("/v2/resource_instances/{id}", DeleteAsync);
        routes.MapPost("/v2/resource_instances/{id}/lock", context => SetLockAsync(context, locked: true));
        routes.MapDelete("/v2/resource_instances/{id}/lock", context => SetLockAsync(context, locked: false));
        routes.MapDelete("/v2/resource_instances/{id}/last_operation", CancelAsync);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var draft = InstanceDraft.Read(body, cloud);
        JsonObject answer;
        lock (cloud.State.Gate)
        {
            var now = cloud.Clock.GetUtcNow();
            var group = cloud.State.Groups.Find(draft.GroupId) ?? throw ResourceErrors.Invalid("resource_group", $"'{draft.GroupId}' does not exist in this account.");
            cloud.Access.Require(caller, Actions.ResourceGroupRetrieve, ResourceScope.OfResourceGroup(caller.AccountId, group.Id));
            cloud.Access.Require(caller, Actions.InstanceWrite, ResourceScope.OfInstance(caller.AccountId, draft.Plan.ServiceName, null, group.Id));
            RequireQuota(draft.Plan, now);
            var made = draft.Make(cloud, caller, context.Header("Entity-Lock") == "true");
            cloud.State.Instances.Add(made);
            answer = InstanceJson.Write(cloud, made);
        }

        await JsonAnswer.WriteAsync(context, cloud.Options.Switches.InstanceCreatedStatus, answer).ConfigureAwait(false);
    }

    private void RequireQuota(CatalogPlan plan, DateTimeOffset now)
    {
        if (plan.MostInstances is { } most && Managed.Count(one => one.Plan == plan && one.StateAt(now) != ManagedInstance.Removed) >= most)
        {
            throw new ServiceError(400, "RC-ServiceBrokerErrorResponse",
                $"The account has its {most} instance of the plan '{plan.Id}' already. Use it, delete it and its reclamation, or choose another plan.");
        }
    }

    private Task ListAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var now = cloud.Clock.GetUtcNow();
            var all = Managed.Where(one => Fits(context, one, one.StateAt(now)) && MayRead(caller, one)).OrderBy(one => one.CreatedAt).ThenBy(one => one.Guid, StringComparer.Ordinal);
            return ResourcePage.WriteAsync(context, all.ToList(), one => one.Guid, one => InstanceJson.Write(cloud, one));
        }
    }

    private static bool Fits(HttpContext context, ManagedInstance one, string state) =>
        (context.Query("state") is { } wanted ? state == wanted : state is ManagedInstance.Active or ManagedInstance.Provisioning)
        && Equal(context, "guid", one.Guid) && Equal(context, "name", one.Name) && Equal(context, "resource_group_id", one.ResourceGroupId)
        && Equal(context, "resource_id", one.Plan.ServiceId) && Equal(context, "resource_plan_id", one.Plan.Id) && Equal(context, "type", "service_instance")
        && Equal(context, "sub_type", one.ServiceName == ResourceScope.KeyProtect ? "kms" : "");

    private static bool Equal(HttpContext context, string filter, string? value) => context.Query(filter) is not { } wanted || wanted == value;

    private Task GetAsync(HttpContext context) => WithAsync(context, Actions.InstanceRetrieve, one =>
        JsonAnswer.WriteAsync(context, 200, InstanceJson.Write(cloud, one)));

    private async Task UpdateAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        await WithAsync(context, Actions.InstanceWrite, one =>
        {
            RequireChangeable(one);
            InstanceDraft.Change(one, body);
            one.LastOperation = "update";
            one.UpdatedAt = cloud.Clock.GetUtcNow();
            one.UpdatedBy = cloud.Tokens.Authenticate(context).IamId;
            return JsonAnswer.WriteAsync(context, 200, InstanceJson.Write(cloud, one));
        }).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context) => WithAsync(context, Actions.InstanceWrite, one =>
    {
        if (one.Locked)
        {
            throw ResourceErrors.Locked(one.Guid);
        }

        cloud.State.ResourceKeys.RemoveOf(one, recursive: context.QueryFlag("recursive") == true);
        var now = cloud.Clock.GetUtcNow();
        one.DeletedAt = now;
        one.DeletedBy = cloud.Tokens.Authenticate(context).IamId;
        one.ReclaimAt = now + ManagedInstance.ReclamationPeriod;
        one.ReclamationId = Guid.NewGuid().ToString();
        one.LastOperation = "delete";
        return JsonAnswer.EmptyAsync(context, 204);
    });

    private Task SetLockAsync(HttpContext context, bool locked) => WithAsync(context, Actions.InstanceWrite, one =>
    {
        one.Locked = locked;
        return JsonAnswer.WriteAsync(context, 200, InstanceJson.Write(cloud, one));
    });

    private Task CancelAsync(HttpContext context) => WithAsync(context, Actions.InstanceWrite, one =>
        throw ResourceErrors.WrongState(one.StateAt(cloud.Clock.GetUtcNow()) == ManagedInstance.Provisioning
            ? "The operation cannot be cancelled: the service does not offer it."
            : "The last operation has ended: there is nothing to cancel."));

    private void RequireChangeable(ManagedInstance one)
    {
        if (one.Locked)
        {
            throw ResourceErrors.Locked(one.Guid);
        }

        if (one.StateAt(cloud.Clock.GetUtcNow()) is not ManagedInstance.Active and var state)
        {
            throw ResourceErrors.WrongState($"The instance '{one.Guid}' is {state}: only an active one can be changed.");
        }
    }

    // A deleted instance is found until it is removed for good; one that the caller may not see does not exist for it.
    private Task WithAsync(HttpContext context, string action, Func<ManagedInstance, Task> act)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var id = context.Route("id");
            var now = cloud.Clock.GetUtcNow();
            var one = cloud.State.Instances.Find(id) is ManagedInstance found && MayRead(caller, found) ? found : throw ResourceErrors.NotFound("instance", id);
            cloud.Access.Require(caller, action, Scope(one));
            return one.StateAt(now) is ManagedInstance.Removed || (action == Actions.InstanceWrite && one.DeletedAt is not null)
                ? throw new ServiceError(410, "RC-Gone", $"The instance '{id}' was deleted{(one.StateAt(now) == ManagedInstance.Removed ? "" : ", and can be restored by its reclamation")}.")
                : act(one);
        }
    }

    private bool MayRead(Identity caller, ManagedInstance one) => cloud.Access.Authorize(caller, Actions.InstanceRetrieve, Scope(one)).Allowed;

    internal static ResourceScope Scope(ManagedInstance one) => ResourceScope.OfInstance(one.AccountId, one.ServiceName, one.Guid, one.ResourceGroupId);
}
