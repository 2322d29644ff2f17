using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.Core;

/// <summary>Reads a secret from JSON without a string in between. It refuses to write one: a secret never gets into JSON by accident.</summary>
public sealed class SecretStringJsonConverter : JsonConverter<SecretString>
{
    /// <inheritdoc/>
    public override SecretString? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A secret must be a JSON string.");
        }

        if (reader is { HasValueSequence: false, ValueIsEscaped: false })
        {
            return reader.ValueSpan.IsEmpty ? null : SecretString.FromUtf8(reader.ValueSpan);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(checked((int)(reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length)));
        try
        {
            var length = reader.CopyString(buffer);
            return length == 0 ? null : SecretString.FromUtf8(buffer.AsSpan(0, length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(Utf8JsonWriter writer, SecretString value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is not written to JSON. Leave it out of what is serialized.");
}
