using System.Text.Json.Serialization;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>An import token; a bare object.</summary>
internal sealed class ImportTokenWire
{
    [JsonPropertyName("creationDate")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("expirationDate")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [JsonPropertyName("maxAllowedRetrievals")]
    public int? MaxRetrievals { get; init; }

    [JsonPropertyName("remainingRetrievals")]
    public int? RemainingRetrievals { get; init; }

    /// <summary>Base64 of the public key's PEM.</summary>
    [JsonPropertyName("payload")]
    public string? PublicKey { get; init; }

    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }
}
