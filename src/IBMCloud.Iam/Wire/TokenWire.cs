using System.Text.Json.Serialization;
using IBMCloud.Core;

namespace IBMCloud.Iam.Wire;

/// <summary>Answer of the token service. A refresh token may be the literal <c>not_supported</c>; where an API key logs in again it is not used.</summary>
internal sealed class TokenWire
{
    [JsonPropertyName("access_token")]
    public SecretString? AccessToken { get; init; }

    [JsonPropertyName("refresh_token")]
    public SecretString? RefreshToken { get; init; }

    /// <summary>Life in seconds from the answer on; an account sets it to 900 to 3,600.</summary>
    [JsonPropertyName("expires_in")]
    public long? ExpiresIn { get; init; }

    /// <summary>End of life in Unix seconds of the service's clock.</summary>
    [JsonPropertyName("expiration")]
    public long? Expiration { get; init; }
}
