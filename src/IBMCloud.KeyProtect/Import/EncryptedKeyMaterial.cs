namespace IBMCloud.KeyProtect;

/// <summary>A root key encrypted for an import token: only the service can open it, so it may travel and be kept as it is until the token expires.</summary>
public sealed record EncryptedKeyMaterial
{
    /// <summary>The key under RSA-OAEP.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The token's nonce under the key, with the authentication tag at its end where the mode has one.</summary>
    public required ReadOnlyMemory<byte> EncryptedNonce { get; init; }

    /// <summary>Initialization vector of the nonce's encryption.</summary>
    public required ReadOnlyMemory<byte> Iv { get; init; }

    /// <summary><c>RSAES_OAEP_SHA_256</c>, or <c>RSAES_OAEP_SHA_1</c> for Hyper Protect.</summary>
    public required string EncryptionAlgorithm { get; init; }
}
