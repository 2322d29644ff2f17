using System.Text.Json.Serialization;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>A registration as the service writes it.</summary>
internal sealed class RegistrationWire
{
    [JsonPropertyName("keyId")]
    public string? KeyId { get; init; }

    [JsonPropertyName("resourceCrn")]
    public string? ResourceCrn { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("preventKeyDeletion")]
    public bool PreventKeyDeletion { get; init; }

    [JsonPropertyName("creationDate")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("lastUpdated")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [JsonPropertyName("keyVersion")]
    public KeyVersionWire? Version { get; init; }
}

/// <summary>A key ring as the service writes it.</summary>
internal sealed class KeyRingWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("creationDate")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("createdBy")]
    public string? CreatedBy { get; init; }
}
