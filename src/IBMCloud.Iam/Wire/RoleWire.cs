using System.Text.Json.Serialization;

namespace IBMCloud.Iam.Wire;

/// <summary>Roles by who defines them.</summary>
internal sealed class RoleListWire
{
    [JsonPropertyName("system_roles")]
    public IReadOnlyList<RoleWire>? System { get; init; }

    [JsonPropertyName("service_roles")]
    public IReadOnlyList<RoleWire>? OfService { get; init; }

    [JsonPropertyName("custom_roles")]
    public IReadOnlyList<RoleWire>? Custom { get; init; }
}

/// <summary>One role.</summary>
internal sealed class RoleWire
{
    [JsonPropertyName("crn")]
    public string? Crn { get; init; }

    [JsonPropertyName("display_name")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("actions")]
    public IReadOnlyList<string>? Actions { get; init; }
}
