using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ResourceController.Instances;

/// <summary>An instance on the wire (spec iam-keyprotect §4).</summary>
internal static class InstanceJson
{
    public static JsonObject Write(EmulatedCloud cloud, ManagedInstance one)
    {
        var now = cloud.Clock.GetUtcNow();
        var state = one.StateAt(now);
        return new JsonObject
        {
            ["id"] = one.Crn,
            ["guid"] = one.Guid,
            ["url"] = $"/v2/resource_instances/{one.Guid}",
            ["crn"] = one.Crn,
            ["name"] = one.Name,
            ["region_id"] = one.Region,
            ["account_id"] = one.AccountId,
            ["resource_plan_id"] = one.Plan.Id,
            ["resource_group_id"] = one.ResourceGroupId,
            ["resource_group_crn"] = ResourceManager.ResourceGroup.CrnOf(one.AccountId, one.ResourceGroupId ?? ""),
            ["target_crn"] = $"crn:v1:bluemix:public:globalcatalog::::deployment:{one.Plan.Id}%3A{one.Region}",
            ["state"] = state,
            ["type"] = "service_instance",
            ["sub_type"] = one.ServiceName == Access.ResourceScope.KeyProtect ? "kms" : "",
            ["resource_id"] = one.Plan.ServiceId,
            ["dashboard_url"] = null,
            ["allow_cleanup"] = one.AllowCleanup,
            ["locked"] = one.Locked,
            ["last_operation"] = LastOperation(one, state),
            ["plan_history"] = new JsonArray(new JsonObject { ["resource_plan_id"] = one.Plan.Id, ["start_date"] = ResourceTime.Text(one.CreatedAt) }),
            ["extensions"] = Extensions(cloud, one),
            ["resource_aliases_url"] = $"/v2/resource_instances/{one.Guid}/resource_aliases",
            ["resource_bindings_url"] = $"/v2/resource_instances/{one.Guid}/resource_bindings",
            ["resource_keys_url"] = $"/v2/resource_instances/{one.Guid}/resource_keys",
            ["created_at"] = ResourceTime.Text(one.CreatedAt),
            ["created_by"] = one.CreatedBy,
            ["updated_at"] = ResourceTime.Text(one.UpdatedAt),
            ["updated_by"] = one.UpdatedBy ?? "",
            ["deleted_at"] = ResourceTime.Text(one.DeletedAt),
            ["deleted_by"] = one.DeletedBy ?? "",
            ["scheduled_reclaim_at"] = state == ManagedInstance.PendingReclamation ? ResourceTime.Text(one.ReclaimAt) : null,
            ["restored_at"] = ResourceTime.Text(one.RestoredAt),
            ["restored_by"] = one.RestoredBy ?? "",
            ["parameters"] = one.Parameters?.DeepClone(),
        };
    }

    private static JsonObject LastOperation(ManagedInstance one, string state)
    {
        var running = state == ManagedInstance.Provisioning;
        var failed = state == ManagedInstance.Failed;
        return new JsonObject
        {
            ["type"] = one.LastOperation,
            ["state"] = running ? "in progress" : failed ? "failed" : "succeeded",
            ["async"] = one.ReadyAt > one.CreatedAt,
            ["description"] = failed ? one.Failure : running ? "The instance is being provisioned" : $"Completed {one.LastOperation} instance operation",
            ["cancelable"] = running,
            ["poll"] = running,
        };
    }

    private static JsonObject Extensions(EmulatedCloud cloud, ManagedInstance one) =>
        cloud.Addresses.TryGetValue(new(EmulatedService.KeyProtect, one.Region), out var address) && one.ServiceName == Access.ResourceScope.KeyProtect
            ? new JsonObject { ["endpoints"] = new JsonObject { ["public"] = address.GetLeftPart(UriPartial.Authority), ["private"] = address.GetLeftPart(UriPartial.Authority) } }
            : [];
}
