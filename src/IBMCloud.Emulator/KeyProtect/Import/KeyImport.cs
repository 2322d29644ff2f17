using System.Security.Cryptography;
using System.Text.Json;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Actions;

namespace IBMCloud.Emulator.KeyProtect.Import;

/// <summary>
/// Root key material from outside (spec iam-keyprotect §5.4): 16, 24 or 32 bytes, plain, or under the import token.
/// Key Protect: RSAES_OAEP_SHA_256 and a nonce under AES-GCM; Hyper Protect (§5.7): RSAES_OAEP_SHA_1 and AES-CBC with PKCS#7.
/// </summary>
internal static class KeyImport
{
    private const int LongestPayload = 7500;
    private const int TagLength = 16;
    private const int GcmIvLength = 12;
    private const int CbcIvLength = 16;

    public static ServiceError Expired() => new(409, "IMPORT_TOKEN_EXPIRED_ERR", "There is no import token, or it has expired or was retrieved as often as allowed.");

    public static byte[] RootKeyMaterial(KeyProtectRequest request, JsonElement source)
    {
        var payload = KeyActionRoutes.Bytes(source, "payload", LongestPayload) ?? throw KeyProtectErrors.Field("payload", "it is required.");
        var algorithm = source.Text("encryptionAlgorithm");
        if (algorithm is null && (source.Text("encryptedNonce") ?? source.Text("iv")) is not null)
        {
            throw KeyProtectErrors.Field("encryptionAlgorithm", "it is required with 'encryptedNonce' and 'iv'.");
        }

        var material = algorithm is null ? payload : Decrypt(request, source, payload, algorithm);
        return material.Length is 16 or 24 or 32 ? material : throw KeyProtectErrors.Field("payload", "a root key has 16, 24 or 32 bytes.");
    }

    private static byte[] Decrypt(KeyProtectRequest request, JsonElement source, byte[] payload, string algorithm)
    {
        var expected = request.IsHyperProtect ? "RSAES_OAEP_SHA_1" : "RSAES_OAEP_SHA_256";
        if (algorithm != expected)
        {
            throw KeyProtectErrors.Field("encryptionAlgorithm", $"it must be {expected}.");
        }

        var encryptedNonce = KeyActionRoutes.Bytes(source, "encryptedNonce", LongestPayload) ?? throw KeyProtectErrors.Field("encryptedNonce", "it is required.");
        var iv = KeyActionRoutes.Bytes(source, "iv", LongestPayload) ?? throw KeyProtectErrors.Field("iv", "it is required.");
        if (request.Store.ImportToken is not { } token || token.ExpiresAt <= request.Now)
        {
            throw Expired();
        }

        try
        {
            var material = token.KeyPair.Decrypt(payload, request.IsHyperProtect ? RSAEncryptionPadding.OaepSHA1 : RSAEncryptionPadding.OaepSHA256);
            var nonce = request.IsHyperProtect ? OpenCbc(material, encryptedNonce, iv) : OpenGcm(material, encryptedNonce, iv);
            return CryptographicOperations.FixedTimeEquals(nonce, token.Nonce)
                ? material
                : throw new ServiceError(400, "INCORRECT_NONCE_ERR", "The nonce is not that of the instance's import token.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ServiceError(400, "INCORRECT_NONCE_IV_ERR", "The nonce or the key material could not be decrypted.");
        }
    }

    private static byte[] OpenGcm(byte[] key, byte[] encryptedNonce, byte[] iv)
    {
        if (iv.Length != GcmIvLength || encryptedNonce.Length < TagLength)
        {
            throw new CryptographicException("wrong lengths");
        }

        var nonce = new byte[encryptedNonce.Length - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(iv, encryptedNonce.AsSpan(0, nonce.Length), encryptedNonce.AsSpan(nonce.Length), nonce);
        return nonce;
    }

    private static byte[] OpenCbc(byte[] key, byte[] encryptedNonce, byte[] iv)
    {
        if (iv.Length != CbcIvLength)
        {
            throw new CryptographicException("wrong length");
        }

        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(encryptedNonce, iv);
    }
}
