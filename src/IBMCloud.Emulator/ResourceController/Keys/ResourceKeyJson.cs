using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ResourceController.Keys;

/// <summary>A resource key on the wire, with its credentials.</summary>
internal static class ResourceKeyJson
{
    public static JsonObject Write(ResourceKey key, EmulatedCloud cloud) => new()
    {
        ["id"] = key.Crn,
        ["guid"] = key.Guid,
        ["url"] = $"/v2/resource_keys/{key.Guid}",
        ["crn"] = key.Crn,
        ["name"] = key.Name,
        ["account_id"] = key.Source.AccountId,
        ["resource_group_id"] = key.Source.ResourceGroupId,
        ["source_crn"] = key.Source.Crn,
        ["role"] = key.Role,
        ["state"] = "active",
        ["iam_compatible"] = true,
        ["resource_instance_url"] = $"/v2/resource_instances/{key.Source.Guid}",
        ["credentials"] = Credentials(key, cloud),
        ["created_at"] = ResourceTime.Text(key.CreatedAt),
        ["created_by"] = key.CreatedBy,
        ["updated_at"] = ResourceTime.Text(key.UpdatedAt ?? key.CreatedAt),
    };

    private static JsonObject Credentials(ResourceKey key, EmulatedCloud cloud)
    {
        var credentials = new JsonObject
        {
            ["apikey"] = key.ApiKeyValue,
            ["iam_apikey_description"] = $"Auto-generated for the resource key {key.Name}",
            ["iam_apikey_id"] = key.ApiKeyId,
            ["iam_apikey_name"] = key.Name,
            ["iam_role_crn"] = key.Role ?? "",
            ["iam_serviceid_crn"] = $"crn:v1:bluemix:public:iam-identity::a/{cloud.State.Iam.AccountId}::serviceid:{key.IamId["iam-".Length..]}",
            ["resource_instance_id"] = key.Source.Crn,
        };
        if (key.Hmac is { } pair)
        {
            credentials["cos_hmac_keys"] = new JsonObject { ["access_key_id"] = pair.AccessKeyId, ["secret_access_key"] = pair.SecretAccessKey };
        }

        return credentials;
    }
}
