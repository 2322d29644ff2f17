using System.Text.Json.Serialization;
using IBMCloud.Core;

namespace IBMCloud.ResourceController.Wire;

/// <summary>A resource key as the service writes it.</summary>
internal sealed class ResourceKeyWire
{
    [JsonPropertyName("crn")]
    public string? Crn { get; init; }

    [JsonPropertyName("guid")]
    public string? Guid { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("source_crn")]
    public string? SourceCrn { get; init; }

    [JsonPropertyName("role")]
    public string? Role { get; init; }

    [JsonPropertyName("created_at")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("credentials")]
    public ResourceCredentialsWire? Credentials { get; init; }
}

/// <summary>What the instance's broker made; members differ by service, and are absent where the identity may not see them.</summary>
internal sealed class ResourceCredentialsWire
{
    [JsonPropertyName("apikey")]
    public SecretString? ApiKey { get; init; }

    [JsonPropertyName("iam_serviceid_crn")]
    public string? ServiceIdCrn { get; init; }

    [JsonPropertyName("cos_hmac_keys")]
    public HmacKeysWire? Hmac { get; init; }
}

/// <summary>The HMAC pair.</summary>
internal sealed class HmacKeysWire
{
    [JsonPropertyName("access_key_id")]
    public string? AccessKeyId { get; init; }

    [JsonPropertyName("secret_access_key")]
    public SecretString? SecretAccessKey { get; init; }
}

/// <summary>One page of resource keys.</summary>
internal sealed class ResourceKeyPageWire
{
    [JsonPropertyName("next_url")]
    public string? NextUrl { get; init; }

    [JsonPropertyName("resources")]
    public IReadOnlyList<ResourceKeyWire>? Items { get; init; }
}

/// <summary>Body that makes a resource key.</summary>
internal sealed class ResourceKeyDraftWire
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("role")]
    public string? Role { get; init; }

    [JsonPropertyName("parameters")]
    public ResourceKeyParametersWire? Parameters { get; init; }
}

/// <summary>What the broker is told.</summary>
internal sealed class ResourceKeyParametersWire
{
    [JsonPropertyName("HMAC")]
    public bool? Hmac { get; init; }

    [JsonPropertyName("serviceid_crn")]
    public string? ServiceIdCrn { get; init; }
}
