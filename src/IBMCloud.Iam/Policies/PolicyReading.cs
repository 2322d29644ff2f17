using System.Text.Json;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

/// <summary>Reads policies as the service writes them.</summary>
internal static class PolicyReading
{
    public static bool IsActive(PolicyWire wire) => wire.State is null or "active";

    public static Policy? Read(PolicyWire wire) => wire.Id is null ? null : new()
    {
        Id = wire.Id,
        Kind = wire.Type == "authorization" ? PolicyKind.Authorization : PolicyKind.Access,
        Description = string.IsNullOrEmpty(wire.Description) ? null : wire.Description,
        Subject = Attributes(wire.Subject),
        Resource = Attributes(wire.Resource),
        Roles = [.. (wire.Control?.Grant?.Roles ?? []).Where(role => role.RoleId is not null).Select(role => IamRole.FromService(role.RoleId!))],
        IsConditional = wire.Rule is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } || wire.Resource?.Tags is { Count: > 0 },
        CreatedAt = IamClient.Time(wire.CreatedAt),
    };

    /// <summary>A v1 policy; <see langword="null"/> where it is deleted, or is the placeholder of a v2 policy.</summary>
    public static Policy? Read(PolicyV1Wire wire) => wire.Id is null || wire.State is not (null or "active") || wire.Href?.Contains("/v2/policies/", StringComparison.Ordinal) == true ? null : new()
    {
        Id = wire.Id,
        Kind = wire.Type == "authorization" ? PolicyKind.Authorization : PolicyKind.Access,
        Description = string.IsNullOrEmpty(wire.Description) ? null : wire.Description,
        Subject = Attributes(wire.Subjects),
        Resource = Attributes(wire.Resources),
        Roles = [.. (wire.Roles ?? []).Where(role => role.RoleId is not null).Select(role => IamRole.FromService(role.RoleId!))],
        IsConditional = (wire.Resources ?? []).Any(side => side.Tags is { Count: > 0 }),
        CreatedAt = IamClient.Time(wire.CreatedAt),
    };

    /// <summary>The id of the policy in the way, from either form of <c>conflicts_with.policy</c>.</summary>
    public static string? ConflictingId(PolicyRefusalWire? refusal)
    {
        foreach (var error in refusal?.Errors ?? [])
        {
            switch (error.Details?.ConflictsWith?.Policy)
            {
                case { ValueKind: JsonValueKind.String } id:
                    return id.GetString();
                case { ValueKind: JsonValueKind.Object } whole when whole.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String:
                    return id.GetString();
            }
        }

        return null;
    }

    private static IReadOnlyList<PolicyAttribute> Attributes(PolicySideWire? side) =>
        [.. (side?.Attributes ?? []).Select(one => new PolicyAttribute(one.Key ?? "", Text(one.Value), one.Operator ?? PolicyAttribute.StringEquals))];

    private static IReadOnlyList<PolicyAttribute> Attributes(IReadOnlyList<PolicyV1SideWire>? sides) =>
    [
        .. (sides ?? []).SelectMany(side => side.Attributes ?? []).Select(one => new PolicyAttribute(one.Name ?? "", Text(one.Value), one.Operator ?? PolicyAttribute.StringEquals)),
    ];

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };
}
