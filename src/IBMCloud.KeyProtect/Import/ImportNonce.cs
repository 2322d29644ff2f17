using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

/// <summary>The nonce of an import token under the key that is imported.</summary>
internal static class ImportNonce
{
    public const int GcmIvLength = 12;
    public const int CbcIvLength = 16;
    private const int TagLength = 16;

    /// <summary>AES-GCM, no additional data; the tag follows the ciphertext.</summary>
    public static byte[] EncryptGcm(SecretBytes key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> iv)
    {
        var output = new byte[nonce.Length + TagLength];
        using var aes = new AesGcm(key.Span, TagLength);
        aes.Encrypt(iv, nonce, output.AsSpan(0, nonce.Length), output.AsSpan(nonce.Length));
        return output;
    }

    /// <summary>AES-CBC with PKCS#7 padding.</summary>
    public static byte[] EncryptCbc(SecretBytes key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> iv)
    {
        using var aes = Aes.Create();
        aes.SetKey(key.Span);
        return aes.EncryptCbc(nonce, iv);
    }
}
