using System.Text.Json.Serialization;
using IBMCloud.Core;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>The answer to wrap, unwrap and rewrap.</summary>
internal sealed class ActionWire
{
    [JsonPropertyName("plaintext")]
    public SecretString? Plaintext { get; init; }

    [JsonPropertyName("ciphertext")]
    public string? Ciphertext { get; init; }

    [JsonPropertyName("keyVersion")]
    public KeyVersionWire? Version { get; init; }

    [JsonPropertyName("rewrappedKeyVersion")]
    public KeyVersionWire? RewrappedVersion { get; init; }
}
