using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.Iam.Wire;

/// <summary>A v2 policy as the service writes it.</summary>
internal sealed class PolicyWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("created_at")]
    public string? CreatedAt { get; init; }

    [JsonPropertyName("control")]
    public PolicyControlWire? Control { get; init; }

    [JsonPropertyName("subject")]
    public PolicySideWire? Subject { get; init; }

    [JsonPropertyName("resource")]
    public PolicySideWire? Resource { get; init; }

    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    [JsonPropertyName("rule")]
    public JsonElement? Rule { get; init; }
}

/// <summary><c>control.grant.roles[].role_id</c>.</summary>
internal sealed class PolicyControlWire
{
    [JsonPropertyName("grant")]
    public PolicyGrantWire? Grant { get; init; }
}

/// <summary><c>grant.roles[]</c>.</summary>
internal sealed class PolicyGrantWire
{
    [JsonPropertyName("roles")]
    public IReadOnlyList<PolicyRoleWire>? Roles { get; init; }
}

/// <summary>One role.</summary>
internal sealed class PolicyRoleWire
{
    [JsonPropertyName("role_id")]
    public string? RoleId { get; init; }
}

/// <summary>The subject or the resource of a policy.</summary>
internal sealed class PolicySideWire
{
    [JsonPropertyName("attributes")]
    public IReadOnlyList<PolicyAttributeWire>? Attributes { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<PolicyAttributeWire>? Tags { get; init; }
}

/// <summary>One attribute; the value of <c>stringExists</c> is a boolean.</summary>
internal sealed class PolicyAttributeWire
{
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    [JsonPropertyName("operator")]
    public string? Operator { get; init; }

    [JsonPropertyName("value")]
    public JsonElement Value { get; init; }
}

/// <summary>One page of policies; without a limit the answer may be unpaged.</summary>
internal sealed class PolicyPageWire
{
    [JsonPropertyName("policies")]
    public IReadOnlyList<PolicyWire>? Items { get; init; }

    [JsonPropertyName("next")]
    public PolicyNextWire? Next { get; init; }
}

/// <summary>The link to the next page.</summary>
internal sealed class PolicyNextWire
{
    [JsonPropertyName("href")]
    public string? Href { get; init; }

    [JsonPropertyName("start")]
    public string? Start { get; init; }
}

/// <summary>The part of a refusal that names the policy in the way.</summary>
internal sealed class PolicyRefusalWire
{
    [JsonPropertyName("errors")]
    public IReadOnlyList<PolicyErrorWire>? Errors { get; init; }
}

/// <summary>One error of a refusal.</summary>
internal sealed class PolicyErrorWire
{
    [JsonPropertyName("details")]
    public PolicyErrorDetailsWire? Details { get; init; }
}

/// <summary><c>details.conflicts_with</c>.</summary>
internal sealed class PolicyErrorDetailsWire
{
    [JsonPropertyName("conflicts_with")]
    public PolicyConflictWire? ConflictsWith { get; init; }
}

/// <summary>The policy in the way: its id as a text where the service follows its documentation, the whole policy in live answers.</summary>
internal sealed class PolicyConflictWire
{
    [JsonPropertyName("etag")]
    public string? Etag { get; init; }

    [JsonPropertyName("policy")]
    public JsonElement Policy { get; init; }
}
