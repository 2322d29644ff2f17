using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Keys;

namespace IBMCloud.Emulator.KeyProtect.Policies;

/// <summary>
/// Rules of a whole instance (spec iam-keyprotect §5.5).
/// <code>
/// GET /instance/policies[?policy=TYPE]   200
/// PUT /instance/policies[?policy=TYPE]   204   one resource of {policy_type, policy_data {enabled, attributes}}
/// GET /instance/allowed_ip_port          200   {private_endpoint_port}
/// </code>
/// </summary>
internal static class InstancePolicyRoutes
{
    private static readonly string[] Types = ["dualAuthDelete", "allowedNetwork", "allowedIP", "keyCreateImportAccess", "metrics", "rotation"];

    private static readonly string[] Flags = ["create_root_key", "create_standard_key", "import_root_key", "import_standard_key", "enforce_token"];

    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        map("GET", "instance/policies", Get);
        map("PUT", "instance/policies", Put);
        map("GET", "instance/allowed_ip_port", AllowedIpPort);
    }

    private static KeyProtectAnswer Get(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.InstancePolicyRead);
        var wanted = TypeOfQuery(request);
        return KeyProtectAnswer.Collection(200, "policy", request.Store.Policies.Values.Where(one => wanted is null || one.Type == wanted).Select(Json));
    }

    private static KeyProtectAnswer Put(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.InstancePolicyWrite);
        var wanted = TypeOfQuery(request);
        var resources = request.Body.Items("resources").ToList();
        if (resources.Count != 1 || (request.Body.Member("metadata") ?? default).Number("collectionTotal") != 1)
        {
            throw new ServiceError(400, "NUM_COLLECTION_RESOURCE_ERR", "A request sets exactly one policy, and metadata.collectionTotal is 1.");
        }

        var type = resources[0].Text("policy_type") ?? throw KeyProtectErrors.Field("policy_type", "it is required.");
        if (!Types.Contains(type))
        {
            throw KeyProtectErrors.Field("policy_type", $"'{type}' is none of {string.Join(", ", Types)}.");
        }

        if (wanted is not null && wanted != type)
        {
            throw new ServiceError(400, "BODY_QUERY_PARAM_MISMATCH_ERR", $"The query says '{wanted}', the body '{type}'.");
        }

        var data = resources[0].Member("policy_data") ?? throw KeyProtectErrors.Field("policy_data", "it is required.");
        var enabled = data.Flag("enabled") ?? throw KeyProtectErrors.Field("enabled", "it is required.");
        var attributes = data.Member("attributes") is { } given ? JsonObject.Create(given)! : [];
        CheckAttributes(type, enabled, data.Member("attributes") ?? default);
        var former = request.Store.Policies.GetValueOrDefault(type);
        request.Store.Policies[type] = new InstancePolicy
        {
            Type = type,
            Enabled = enabled,
            Attributes = attributes,
            CreatedBy = former?.CreatedBy ?? request.Identity.IamId,
            CreatedAt = former?.CreatedAt ?? request.Now,
            UpdatedBy = request.Identity.IamId,
            UpdatedAt = request.Now,
        };
        return KeyProtectAnswer.NoContent;
    }

    private static void CheckAttributes(string type, bool enabled, JsonElement attributes)
    {
        foreach (var flag in Flags)
        {
            // Throws where it is neither true nor false.
            _ = attributes.Flag(flag);
        }

        var complete = !enabled || type switch
        {
            "allowedNetwork" => attributes.Text("allowed_network") is "public-and-private" or "private-only",
            "allowedIP" => attributes.Texts("allowed_ip").Count > 0,
            "rotation" => attributes.Number("interval_month") is >= 1 and <= 12,
            _ => true,
        };
        if (!complete)
        {
            throw KeyProtectErrors.Field("attributes", $"they are not complete for '{type}'.");
        }
    }

    private static KeyProtectAnswer AllowedIpPort(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.InstancePolicyRead);
        return request.Store.Policies.GetValueOrDefault("allowedIP") is { Enabled: true }
            ? KeyProtectAnswer.Collection(200, "allowed_ip_metadata", [new JsonObject { ["private_endpoint_port"] = 14_286 }])
            : KeyProtectAnswer.Collection(200, "allowed_ip_metadata", []);
    }

    private static string? TypeOfQuery(KeyProtectRequest request) => request.Http.Query("policy") is not { } type || Types.Contains(type)
        ? request.Http.Query("policy")
        : throw KeyProtectErrors.Field("policy", $"'{type}' is none of {string.Join(", ", Types)}.");

    private static JsonObject Json(InstancePolicy policy) => new()
    {
        ["createdBy"] = policy.CreatedBy,
        ["creationDate"] = KeyJson.Time(policy.CreatedAt),
        ["updatedBy"] = policy.UpdatedBy,
        ["lastUpdated"] = KeyJson.Time(policy.UpdatedAt),
        ["policy_type"] = policy.Type,
        ["policy_data"] = new JsonObject { ["enabled"] = policy.Enabled, ["attributes"] = policy.Attributes.DeepClone() },
    };
}
