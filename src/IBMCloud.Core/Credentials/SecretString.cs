using System.Text;
using System.Text.Json.Serialization;
using IBMCloud.Primitives;

namespace IBMCloud.Core;

/// <summary>An API key, a token or a password. It prints as <c>***</c>; its text is had only by asking for it by name.</summary>
/// <remarks>The text is kept as UTF-8 bytes in pinned memory that is zeroed on dispose. <see cref="Reveal"/> makes a string that cannot be
/// erased: it is for the header or form that needs one.</remarks>
[JsonConverter(typeof(SecretStringJsonConverter))]
public sealed class SecretString : IDisposable
{
    private readonly SecretBytes _utf8;

    private SecretString(SecretBytes utf8) => _utf8 = utf8;

    /// <summary>The text as UTF-8 bytes; not to be used after dispose.</summary>
    [JsonIgnore]
    public ReadOnlySpan<byte> Utf8 => _utf8.Span;

    /// <summary>Takes over a text.</summary>
    /// <param name="text">The secret; not empty.</param>
    public static SecretString FromString(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new SecretString(SecretBytes.Create(Encoding.UTF8.GetByteCount(text), text, static (bytes, value) => Encoding.UTF8.GetBytes(value, bytes)));
    }

    /// <summary>Copies UTF-8 bytes.</summary>
    /// <param name="utf8">The secret; not empty.</param>
    public static SecretString FromUtf8(ReadOnlySpan<byte> utf8) => utf8.IsEmpty
        ? throw new ArgumentException("The secret is empty.", nameof(utf8))
        : new SecretString(SecretBytes.CopyOf(utf8));

    /// <summary>The text as a string, which stays in memory until it is collected: only for where a string is demanded.</summary>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public string Reveal() => Encoding.UTF8.GetString(_utf8.Span);

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";

    /// <summary>Zeroes the text.</summary>
    public void Dispose() => _utf8.Dispose();
}
