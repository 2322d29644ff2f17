using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Keys;

namespace IBMCloud.Emulator.KeyProtect.Actions;

/// <summary>
/// What wrap answers (spec iam-keyprotect §6): standard base64 of a JSON object; opaque to clients.
/// <code>
/// ciphertext   base64 of AES-GCM(key version's material, iv, plaintext) and its 16-byte tag
/// iv           base64 of 12 random bytes
/// version      4.0.0
/// handle       UUID of the key version
/// </code>
/// </summary>
internal static class KeyCiphertext
{
    private const int IvLength = 12;
    private const int TagLength = 16;

    public static string Seal(KeyVersion version, ReadOnlySpan<byte> plaintext, IReadOnlyList<string> additionalData, EmulatorSwitches switches)
    {
        var iv = RandomNumberGenerator.GetBytes(IvLength);
        var sealedBytes = new byte[plaintext.Length + TagLength];
        using (var aes = new AesGcm(version.Material, TagLength))
        {
            aes.Encrypt(iv, plaintext, sealedBytes.AsSpan(0, plaintext.Length), sealedBytes.AsSpan(plaintext.Length), Encode(additionalData, switches));
        }

        var ivText = Convert.ToBase64String(iv);
        if (additionalData.Count > 0)
        {
            version.BoundToAdditionalData.Add(ivText);
        }

        // Written by hand: the JSON writer would escape the alphabet's '+'.
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(
            $"{{\"ciphertext\":\"{Convert.ToBase64String(sealedBytes)}\",\"iv\":\"{ivText}\",\"version\":\"4.0.0\",\"handle\":\"{version.Id}\"}}"));
    }

    /// <summary>Opens a ciphertext with the version that made it.</summary>
    /// <exception cref="ServiceError">400: not base64, or other additional data than it was bound to; 422: corrupt, or of another key.</exception>
    public static (byte[] Plaintext, KeyVersion Version) Open(StoredKey key, string ciphertext, IReadOnlyList<string> additionalData, EmulatorSwitches switches)
    {
        if (!TryDecode(ciphertext, out var outer))
        {
            throw KeyProtectErrors.Field("ciphertext", "it must be base64 encoded.");
        }

        var parts = Parse(outer);
        var version = key.Versions.Find(one => one.Id == parts.Handle) ?? throw KeyProtectErrors.UnprocessableCiphertext();
        var plaintext = new byte[parts.Sealed.Length - TagLength];
        try
        {
            using var aes = new AesGcm(version.Material, TagLength);
            aes.Decrypt(parts.Iv, parts.Sealed.AsSpan(0, plaintext.Length), parts.Sealed.AsSpan(plaintext.Length), plaintext, Encode(additionalData, switches));
            return (plaintext, version);
        }
        catch (AuthenticationTagMismatchException)
        {
            var bound = additionalData.Count > 0 || version.BoundToAdditionalData.Contains(Convert.ToBase64String(parts.Iv));
            throw bound && switches.WrongAdditionalDataStatus == 400
                ? KeyProtectErrors.Field("ciphertext", "it could not be unwrapped with the given additional data.")
                : KeyProtectErrors.UnprocessableCiphertext();
        }
    }

    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        var valid = text.Length > 0 && !text.Any(char.IsWhiteSpace) && Convert.TryFromBase64String(text, bytes, out var length) && length > 0;
        if (valid)
        {
            Convert.TryFromBase64String(text, bytes, out length);
            bytes = bytes[..length];
        }

        return valid;
    }

    private static (byte[] Sealed, byte[] Iv, string Handle) Parse(byte[] outer)
    {
        try
        {
            using var json = JsonDocument.Parse(outer);
            if (json.RootElement.Text("ciphertext") is { } inner && json.RootElement.Text("iv") is { } iv && json.RootElement.Text("handle") is { } handle
                && TryDecode(inner, out var sealedBytes) && TryDecode(iv, out var ivBytes) && sealedBytes.Length >= TagLength && ivBytes.Length == IvLength)
            {
                return (sealedBytes, ivBytes, handle);
            }
        }
        catch (JsonException)
        {
            // Not ours: refused below.
        }

        throw KeyProtectErrors.UnprocessableCiphertext();
    }

    // Each text with its length before it, so that no two lists read alike.
    private static byte[] Encode(IReadOnlyList<string> additionalData, EmulatorSwitches switches)
    {
        using var buffer = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var text in switches.AdditionalDataIsOrdered ? additionalData : [.. additionalData.Order(StringComparer.Ordinal)])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            buffer.Write(length);
            buffer.Write(bytes);
        }

        return buffer.ToArray();
    }
}
