using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

/// <summary>Reads instances as the service writes them.</summary>
internal static class InstanceReading
{
    public static ResourceInstance Read(InstanceWire wire, string operation)
    {
        if (!Crn.TryParse(wire.Crn, out var crn) || string.IsNullOrEmpty(wire.Guid))
        {
            throw new IbmCloudException("Resource Controller", operation, "The Resource Controller answered an instance without CRN or GUID. Check the configured endpoint.");
        }

        return new ResourceInstance
        {
            Crn = crn,
            Guid = wire.Guid,
            Name = wire.Name ?? "",
            Region = wire.RegionId ?? crn.Region,
            AccountId = wire.AccountId ?? crn.AccountId,
            PlanId = wire.PlanId ?? "",
            ResourceGroupId = wire.ResourceGroupId ?? "",
            State = State(wire.State),
            LastOperation = wire.LastOperation?.Description,
            IsBusy = wire.LastOperation?.State == "in progress",
            HasFailed = wire.LastOperation?.State == "failed",
            Parameters = Texts(wire.Parameters),
            CreatedAt = wire.CreatedAt,
        };
    }

    private static ResourceInstanceState State(string? state) => state switch
    {
        "active" => ResourceInstanceState.Active,
        "provisioning" or "pre_provisioning" => ResourceInstanceState.Provisioning,
        "failed" => ResourceInstanceState.Failed,
        "inactive" => ResourceInstanceState.Inactive,
        "pending_removal" => ResourceInstanceState.PendingRemoval,
        "pending_reclamation" => ResourceInstanceState.PendingReclamation,
        "removed" => ResourceInstanceState.Removed,
        _ => ResourceInstanceState.Unknown,
    };

    private static Dictionary<string, string> Texts(JsonElement? parameters)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parameters is { ValueKind: JsonValueKind.Object } all)
        {
            foreach (var one in all.EnumerateObject())
            {
                if (one.Value.ValueKind == JsonValueKind.String)
                {
                    texts[one.Name] = one.Value.GetString() ?? "";
                }
            }
        }

        return texts;
    }
}
