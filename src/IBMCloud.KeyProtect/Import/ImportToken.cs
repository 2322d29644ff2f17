using System.Security.Cryptography;
using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

/// <summary>An import token as retrieved: the public key that a root key is encrypted with, and a nonce that proves that the key arrived whole.</summary>
public sealed record ImportToken
{
    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How often it can still be retrieved.</summary>
    public int? RemainingRetrievals { get; init; }

    /// <summary>The public key, PEM.</summary>
    public required string PublicKeyPem { get; init; }

    /// <summary>The nonce, decoded.</summary>
    public required ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>How the instance wants keys encrypted.</summary>
    public required ImportAlgorithm Algorithm { get; init; }

    /// <summary>Encrypts a root key for this token.</summary>
    /// <param name="key">16, 24 or 32 bytes; stays the caller's.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    /// <exception cref="CryptographicException">The token's public key is none.</exception>
    public EncryptedKeyMaterial Encrypt(SecretBytes key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length is not (16 or 24 or 32))
        {
            throw new ArgumentException($"A root key has 16, 24 or 32 bytes, not {key.Length}.", nameof(key));
        }

        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(PublicKeyPem);
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("The import token has no public key in PEM. Retrieve the token again.", e);
        }

        var byKeyProtect = Algorithm == ImportAlgorithm.KeyProtect;
        var iv = RandomNumberGenerator.GetBytes(Algorithm == ImportAlgorithm.HyperProtectCbc ? ImportNonce.CbcIvLength : ImportNonce.GcmIvLength);
        return new EncryptedKeyMaterial
        {
            Payload = rsa.Encrypt(key.Span, byKeyProtect ? RSAEncryptionPadding.OaepSHA256 : RSAEncryptionPadding.OaepSHA1),
            EncryptedNonce = Algorithm == ImportAlgorithm.HyperProtectCbc ? ImportNonce.EncryptCbc(key, Nonce.Span, iv) : ImportNonce.EncryptGcm(key, Nonce.Span, iv),
            Iv = iv,
            EncryptionAlgorithm = byKeyProtect ? "RSAES_OAEP_SHA_256" : "RSAES_OAEP_SHA_1",
        };
    }

    internal static string PemOf(string base64) => Encoding.ASCII.GetString(Convert.FromBase64String(base64));
}
