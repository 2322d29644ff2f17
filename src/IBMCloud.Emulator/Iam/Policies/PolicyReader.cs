using System.Text.Json;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary>
/// Reads policy bodies (spec iam-keyprotect §3). Members that the API does not know are refused, as the live one does (§9).
/// <code>
/// v1  {type, description?, subjects:[{attributes:[{name,value}]}], roles:[{role_id}], resources:[{attributes:[{name,value,operator?}]}]}
/// v2  {type, description?, control:{grant:{roles:[{role_id}]}}, subject:{attributes:[{key,operator,value}]}, resource:{attributes:[…]}}
/// </code>
/// </summary>
internal static class PolicyReader
{
    public static PolicyDraft Read(JsonElement body, int version) => version == 1 ? ReadV1(body) : ReadV2(body);

    private static PolicyDraft ReadV1(JsonElement body)
    {
        RefuseUnknown(body, "type", "description", "subjects", "roles", "resources");
        var subjects = body.Items("subjects").ToList();
        var resources = body.Items("resources").ToList();
        if (subjects.Count != 1 || resources.Count != 1)
        {
            throw PolicyErrors.InvalidBody("'subjects' and 'resources' must have exactly one element each.");
        }

        return new(TypeOf(body), body.Text("description"), AttributesV1(subjects[0]), AttributesV1(resources[0]), RolesOf(body));
    }

    private static PolicyDraft ReadV2(JsonElement body)
    {
        RefuseUnknown(body, "type", "description", "control", "subject", "resource", "pattern", "rule");
        if (body.Member("rule") is not null || body.Member("pattern") is not null)
        {
            throw PolicyErrors.InvalidBody("The emulator does not evaluate 'rule' and 'pattern' (conditions on time). Leave them out.");
        }

        var control = Required(body, "control");
        RefuseUnknown(control, "grant");
        var grant = Required(control, "grant");
        RefuseUnknown(grant, "roles");
        return new(TypeOf(body), body.Text("description"), AttributesV2(Required(body, "subject")), AttributesV2(Required(body, "resource")), RolesOf(grant));
    }

    private static string TypeOf(JsonElement body) => body.Text("type") is Policy.AccessType or Policy.AuthorizationType
        ? body.Text("type")!
        : throw PolicyErrors.InvalidBody("'type' must be access or authorization.");

    private static IReadOnlyList<string> RolesOf(JsonElement holder) =>
    [
        .. holder.Items("roles").Select(role =>
        {
            RefuseUnknown(role, "role_id", "display_name", "description");
            return role.Text("role_id") ?? throw PolicyErrors.InvalidBody("Each role needs 'role_id'.");
        }),
    ];

    private static IReadOnlyList<PolicyAttribute> AttributesV1(JsonElement holder)
    {
        RefuseUnknown(holder, "attributes", "tags");
        return
        [
            .. holder.Items("attributes").Select(one =>
            {
                RefuseUnknown(one, "name", "value", "operator");
                return Attribute(one.Text("name"), one.Text("operator") ?? PolicyAttribute.StringEquals, one);
            }),
        ];
    }

    private static IReadOnlyList<PolicyAttribute> AttributesV2(JsonElement holder)
    {
        RefuseUnknown(holder, "attributes", "tags");
        return
        [
            .. holder.Items("attributes").Select(one =>
            {
                RefuseUnknown(one, "key", "operator", "value");
                return Attribute(one.Text("key"), one.Text("operator") ?? throw PolicyErrors.InvalidBody("Each attribute needs 'operator'."), one);
            }),
        ];
    }

    private static PolicyAttribute Attribute(string? key, string operation, JsonElement one)
    {
        if (operation is not (PolicyAttribute.StringEquals or PolicyAttribute.StringMatch or PolicyAttribute.StringExists))
        {
            throw PolicyErrors.InvalidBody($"The operator '{operation}' is unknown. Use stringEquals, stringMatch or stringExists.");
        }

        // stringExists takes a boolean, the others 1 to 1000 characters.
        var value = operation == PolicyAttribute.StringExists && one.Member("value") is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag
            ? (flag.GetBoolean() ? "true" : "false")
            : one.Text("value");
        return key is not null && value is { Length: >= 1 and <= 1000 }
            ? new(key, operation, value)
            : throw PolicyErrors.InvalidBody("Each attribute needs its name and a value of 1 to 1000 characters.");
    }

    private static JsonElement Required(JsonElement holder, string name) =>
        holder.Member(name) is { ValueKind: JsonValueKind.Object } value ? value : throw PolicyErrors.InvalidBody($"'{name}' is required.");

    private static void RefuseUnknown(JsonElement holder, params ReadOnlySpan<string> known)
    {
        if (holder.ValueKind != JsonValueKind.Object)
        {
            throw PolicyErrors.InvalidBody("An object was expected.");
        }

        if (holder.UnknownMember(known) is { } unknown)
        {
            throw PolicyErrors.InvalidBody($"'{unknown}' is not a member of a policy here.");
        }
    }
}
