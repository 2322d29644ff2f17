using System.Text.Json;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

/// <summary>Key material on its way to the service: plain, or encrypted for an import token.</summary>
/// <param name="Payload">The material, or what RSA made of it.</param>
internal sealed record KeyMaterial(SecretBytes Payload)
{
    public byte[]? EncryptedNonce { get; init; }

    public byte[]? Iv { get; init; }

    public string? EncryptionAlgorithm { get; init; }

    /// <summary>Writes the members into the object in hand.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteBase64String("payload", Payload.Span);
        if (EncryptionAlgorithm is not null)
        {
            writer.WriteBase64String("encryptedNonce", EncryptedNonce);
            writer.WriteBase64String("iv", Iv);
            writer.WriteString("encryptionAlgorithm", EncryptionAlgorithm);
        }
    }
}
