using System.Text.Json.Serialization;
using IBMCloud.Core;

namespace IBMCloud.Iam.Wire;

/// <summary>A service ID as the service writes it.</summary>
internal sealed class ServiceIdWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("iam_id")]
    public string? IamId { get; init; }

    [JsonPropertyName("entity_tag")]
    public string? EntityTag { get; init; }

    [JsonPropertyName("crn")]
    public string? Crn { get; init; }

    [JsonPropertyName("locked")]
    public bool Locked { get; init; }

    [JsonPropertyName("created_at")]
    public string? CreatedAt { get; init; }

    [JsonPropertyName("account_id")]
    public string? AccountId { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

/// <summary>One page of service IDs.</summary>
internal sealed class ServiceIdPageWire
{
    [JsonPropertyName("next")]
    public string? Next { get; init; }

    [JsonPropertyName("serviceids")]
    public IReadOnlyList<ServiceIdWire>? Items { get; init; }
}

/// <summary>Body that makes a service ID.</summary>
internal sealed class ServiceIdDraftWire
{
    [JsonPropertyName("account_id")]
    public required string AccountId { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

/// <summary>Body that changes a service ID.</summary>
internal sealed class ServiceIdChangeWire
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Empty text clears it.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

/// <summary>An API key as the service writes it. <c>apikey</c> has the value in the answer that made it, and is empty in lists.</summary>
internal sealed class ApiKeyWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("entity_tag")]
    public string? EntityTag { get; init; }

    [JsonPropertyName("crn")]
    public string? Crn { get; init; }

    [JsonPropertyName("locked")]
    public bool Locked { get; init; }

    [JsonPropertyName("disabled")]
    public bool Disabled { get; init; }

    [JsonPropertyName("created_at")]
    public string? CreatedAt { get; init; }

    [JsonPropertyName("expires_at")]
    public string? ExpiresAt { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("iam_id")]
    public string? IamId { get; init; }

    [JsonPropertyName("account_id")]
    public string? AccountId { get; init; }

    [JsonPropertyName("apikey")]
    public SecretString? Value { get; init; }
}

/// <summary>One page of API keys.</summary>
internal sealed class ApiKeyPageWire
{
    [JsonPropertyName("next")]
    public string? Next { get; init; }

    [JsonPropertyName("apikeys")]
    public IReadOnlyList<ApiKeyWire>? Items { get; init; }
}

/// <summary>Body that makes an API key.</summary>
internal sealed class ApiKeyDraftWire
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("iam_id")]
    public required string IamId { get; init; }

    [JsonPropertyName("account_id")]
    public required string AccountId { get; init; }

    /// <summary>Always sent: the service's own default is not stated.</summary>
    [JsonPropertyName("store_value")]
    public bool StoreValue { get; init; }
}
