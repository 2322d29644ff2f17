using System.Text.Json;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

/// <summary>Key material on its way to the service: plain, or encrypted for an import token.</summary>
internal sealed class KeyMaterial(SecretBytes payload)
{
    private EncryptedKeyMaterial? _encrypted;

    public static KeyMaterial Of(EncryptedKeyMaterial encrypted, SecretBytes payload) => new(payload) { _encrypted = encrypted };

    /// <summary>Writes the members into the object in hand.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteBase64String("payload", payload.Span);
        if (_encrypted is { } encrypted)
        {
            writer.WriteBase64String("encryptedNonce", encrypted.EncryptedNonce.Span);
            writer.WriteBase64String("iv", encrypted.Iv.Span);
            writer.WriteString("encryptionAlgorithm", encrypted.EncryptionAlgorithm);
        }
    }
}
