using System.Text.Json;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

/// <summary>What a draft comes to: the policy that is sent, and that an existing one is compared with.</summary>
internal sealed record PolicyGrant(
    PolicyKind Kind, string AccountId, string? Description, IReadOnlyList<PolicyAttribute> Subject, IReadOnlyList<PolicyAttribute> Resource, IReadOnlyList<IamRole> Roles)
{
    public PolicyWire ToWire() => new()
    {
        Type = Kind == PolicyKind.Access ? "access" : "authorization",
        Description = Description,
        Subject = Side(Subject),
        Resource = Side(Resource),
        Control = new PolicyControlWire { Grant = new PolicyGrantWire { Roles = [.. Roles.Select(role => new PolicyRoleWire { RoleId = role.Id })] } },
    };

    private static PolicySideWire Side(IReadOnlyList<PolicyAttribute> attributes) => new()
    {
        Attributes = [.. attributes.Select(one => new PolicyAttributeWire { Key = one.Key, Operator = one.Operator, Value = Value(one) })],
    };

    private static JsonElement Value(PolicyAttribute attribute) => attribute.Operator == PolicyAttribute.StringExists
        ? JsonSerializer.SerializeToElement(attribute.Value == "true", IamJson.Default.Boolean)
        : JsonSerializer.SerializeToElement(attribute.Value, IamJson.Default.String);
}
