using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.ResourceController.Wire;

/// <summary>An instance as the service writes it.</summary>
internal sealed class InstanceWire
{
    [JsonPropertyName("crn")]
    public string? Crn { get; init; }

    [JsonPropertyName("guid")]
    public string? Guid { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("region_id")]
    public string? RegionId { get; init; }

    [JsonPropertyName("account_id")]
    public string? AccountId { get; init; }

    [JsonPropertyName("resource_plan_id")]
    public string? PlanId { get; init; }

    [JsonPropertyName("resource_group_id")]
    public string? ResourceGroupId { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("created_at")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get; init; }

    [JsonPropertyName("last_operation")]
    public LastOperationWire? LastOperation { get; init; }
}

/// <summary>What the service is doing, or did, with the instance.</summary>
internal sealed class LastOperationWire
{
    /// <summary><c>in progress</c>, <c>succeeded</c> or <c>failed</c>.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

/// <summary>One page of instances.</summary>
internal sealed class InstancePageWire
{
    [JsonPropertyName("next_url")]
    public string? NextUrl { get; init; }

    [JsonPropertyName("resources")]
    public IReadOnlyList<InstanceWire>? Items { get; init; }
}

/// <summary>Body that makes an instance.</summary>
internal sealed class InstanceDraftWire
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("target")]
    public required string Target { get; init; }

    [JsonPropertyName("resource_group")]
    public required string ResourceGroup { get; init; }

    [JsonPropertyName("resource_plan_id")]
    public required string PlanId { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<string>? Tags { get; init; }

    [JsonPropertyName("parameters")]
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}

/// <summary>Body that changes an instance.</summary>
internal sealed class InstanceChangeWire
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("parameters")]
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}
