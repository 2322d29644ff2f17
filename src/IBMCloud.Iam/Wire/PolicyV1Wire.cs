using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.Iam.Wire;

/// <summary>A v1 policy as the service writes it. A v2 policy shows up among them as a placeholder whose <c>href</c> leads to v2.</summary>
internal sealed class PolicyV1Wire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("href")]
    public string? Href { get; init; }

    [JsonPropertyName("created_at")]
    public string? CreatedAt { get; init; }

    [JsonPropertyName("subjects")]
    public IReadOnlyList<PolicyV1SideWire>? Subjects { get; init; }

    [JsonPropertyName("roles")]
    public IReadOnlyList<PolicyRoleWire>? Roles { get; init; }

    [JsonPropertyName("resources")]
    public IReadOnlyList<PolicyV1SideWire>? Resources { get; init; }
}

/// <summary>One subject or resource of a v1 policy.</summary>
internal sealed class PolicyV1SideWire
{
    [JsonPropertyName("attributes")]
    public IReadOnlyList<PolicyV1AttributeWire>? Attributes { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<PolicyV1AttributeWire>? Tags { get; init; }
}

/// <summary>One attribute; v1 says <c>name</c> where v2 says <c>key</c>, and leaves out the operator of equality.</summary>
internal sealed class PolicyV1AttributeWire
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("operator")]
    public string? Operator { get; init; }

    [JsonPropertyName("value")]
    public JsonElement Value { get; init; }
}

/// <summary>One page of v1 policies.</summary>
internal sealed class PolicyV1PageWire
{
    [JsonPropertyName("policies")]
    public IReadOnlyList<PolicyV1Wire>? Items { get; init; }

    [JsonPropertyName("next")]
    public PolicyNextWire? Next { get; init; }
}
