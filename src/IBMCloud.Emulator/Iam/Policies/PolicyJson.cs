using System.Globalization;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary>A policy on the wire, in either version (spec iam-keyprotect §3).</summary>
internal static class PolicyJson
{
    public static JsonObject Write(Policy policy, int version, string baseAddress) =>
        version == 1 ? WriteV1(policy, baseAddress) : WriteV2(policy, baseAddress);

    /// <summary>What a v1 list shows of a v2 policy: a placeholder that points to v2.</summary>
    public static JsonObject WritePlaceholder(Policy policy, string baseAddress)
    {
        var json = Common(policy, 2, baseAddress);
        json["description"] = "This is a v2 policy. Read it with the v2 API.";
        json["subjects"] = new JsonArray();
        json["roles"] = new JsonArray();
        json["resources"] = new JsonArray();
        return json;
    }

    private static JsonObject WriteV1(Policy policy, string baseAddress)
    {
        var json = Common(policy, 1, baseAddress);
        json["subjects"] = new JsonArray(new JsonObject { ["attributes"] = Attributes(policy.Subject, "name", always: false) });
        json["roles"] = Roles(policy);
        json["resources"] = new JsonArray(new JsonObject { ["attributes"] = Attributes(policy.Resource, "name", always: false) });
        return json;
    }

    private static JsonObject WriteV2(Policy policy, string baseAddress)
    {
        var json = Common(policy, 2, baseAddress);
        json["control"] = new JsonObject { ["grant"] = new JsonObject { ["roles"] = Roles(policy) } };
        json["subject"] = new JsonObject { ["attributes"] = Attributes(policy.Subject, "key", always: true) };
        json["resource"] = new JsonObject { ["attributes"] = Attributes(policy.Resource, "key", always: true) };
        return json;
    }

    private static JsonObject Common(Policy policy, int version, string baseAddress)
    {
        var json = new JsonObject
        {
            ["id"] = policy.Id,
            ["type"] = policy.Type,
            ["href"] = $"{baseAddress}/v{version}/policies/{policy.Id}",
            ["created_at"] = Time(policy.CreatedAt),
            ["created_by_id"] = policy.CreatedBy,
            ["last_modified_at"] = Time(policy.ModifiedAt),
            ["last_modified_by_id"] = policy.ModifiedBy,
            ["state"] = policy.State,
        };
        if (policy.Description is not null)
        {
            json["description"] = policy.Description;
        }

        return json;
    }

    // Arrays of nodes, not collection expressions over JsonArray: those go through its generic Add, which is not for ahead-of-time compilation.
    private static JsonArray Roles(Policy policy) => new([.. policy.Roles.Select(role => new JsonObject { ["role_id"] = role })]);

    private static JsonArray Attributes(IReadOnlyList<PolicyAttribute> attributes, string nameMember, bool always) => new([.. attributes.Select(one =>
    {
        var json = new JsonObject { [nameMember] = one.Key, ["value"] = one.Operator == PolicyAttribute.StringExists ? one.Value == "true" : one.Value };
        if (always || one.Operator != PolicyAttribute.StringEquals)
        {
            json["operator"] = one.Operator;
        }

        return json;
    })]);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
