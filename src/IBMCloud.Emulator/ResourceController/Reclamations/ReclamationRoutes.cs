using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ResourceController.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.ResourceController.Reclamations;

/// <summary>
/// Reclamations: what is left of a deleted instance for some days (spec iam-keyprotect §4).
/// <code>
/// GET  /v1/reclamations                       200   account_id, resource_instance_id
/// POST /v1/reclamations/{id}/actions/reclaim  200   the instance is gone for good
/// POST /v1/reclamations/{id}/actions/restore  200   the instance is active again, without its keys
/// </code>
/// </summary>
internal sealed class ReclamationRoutes(EmulatedCloud cloud)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/reclamations", ListAsync);
        routes.MapPost("/v1/reclamations/{id}/actions/{action}", ActAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        if (context.Query("account_id") is { } account && account != caller.AccountId)
        {
            throw new ServiceError(403, ServiceError.Forbidden, $"The token's account is not '{account}'. Use a token of that account.");
        }

        lock (cloud.State.Gate)
        {
            var open = Open().Where(one => (context.Query("resource_instance_id") is not { } id || id == one.Guid || id == one.Crn)
                && cloud.Access.Authorize(caller, Actions.InstanceRetrieve, InstanceRoutes.Scope(one)).Allowed);
            return JsonAnswer.WriteAsync(context, 200, new JsonObject { ["resources"] = new JsonArray([.. open.Select(one => ToJson(one, "SCHEDULED"))]) });
        }
    }

    private Task ActAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var id = context.Route("id");
            var one = Open().FirstOrDefault(instance => instance.ReclamationId == id) ?? throw ResourceErrors.NotFound("reclamation", id);
            cloud.Access.Require(caller, Actions.InstanceWrite, InstanceRoutes.Scope(one));
            switch (context.Route("action"))
            {
                case "reclaim":
                    one.ReclaimAt = cloud.Clock.GetUtcNow();
                    return JsonAnswer.WriteAsync(context, 200, ToJson(one, "RECLAIMING"));
                case "restore":
                    var answer = ToJson(one, "RESTORING");
                    one.RestoredAt = cloud.Clock.GetUtcNow();
                    one.RestoredBy = caller.IamId;
                    one.LastOperation = "restore";
                    (one.DeletedAt, one.DeletedBy, one.ReclaimAt, one.ReclamationId) = (null, null, null, null);
                    return JsonAnswer.WriteAsync(context, 200, answer);
                case var other:
                    throw ResourceErrors.Invalid("action", $"'{other}' is none. Choose reclaim or restore.");
            }
        }
    }

    private IEnumerable<ManagedInstance> Open() =>
        cloud.State.Instances.All.OfType<ManagedInstance>().Where(one => one.StateAt(cloud.Clock.GetUtcNow()) == ManagedInstance.PendingReclamation);

    private static JsonObject ToJson(ManagedInstance one, string state) => new()
    {
        ["id"] = one.ReclamationId,
        ["entity_id"] = one.Guid,
        ["entity_type_id"] = "resource_instance",
        ["entity_crn"] = one.Crn,
        ["resource_instance_id"] = one.Guid,
        ["resource_group_id"] = one.ResourceGroupId,
        ["account_id"] = one.AccountId,
        ["state"] = state,
        ["target_time"] = ResourceTime.Text(one.ReclaimAt),
        ["custom_properties"] = new JsonObject(),
        ["created_at"] = ResourceTime.Text(one.DeletedAt),
        ["created_by"] = one.DeletedBy,
        ["updated_at"] = ResourceTime.Text(one.DeletedAt),
        ["updated_by"] = one.DeletedBy,
    };
}
