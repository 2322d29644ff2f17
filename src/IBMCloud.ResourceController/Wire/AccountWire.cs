using System.Text.Json.Serialization;

namespace IBMCloud.ResourceController.Wire;

/// <summary>An account as Account Management v4 writes it.</summary>
internal sealed class AccountWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("owner_iamid")]
    public string? OwnerIamId { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("linked_softlayer_account")]
    public string? LinkedSoftLayerAccount { get; init; }
}

/// <summary>Resource groups.</summary>
internal sealed class ResourceGroupListWire
{
    [JsonPropertyName("resources")]
    public IReadOnlyList<ResourceGroupWire>? Items { get; init; }
}

/// <summary>A resource group as the service writes it.</summary>
internal sealed class ResourceGroupWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("crn")]
    public string? Crn { get; init; }

    [JsonPropertyName("account_id")]
    public string? AccountId { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("default")]
    public bool Default { get; init; }
}
