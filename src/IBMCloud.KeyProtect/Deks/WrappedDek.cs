namespace IBMCloud.KeyProtect;

/// <summary>
/// A wrapped data encryption key (WDEK): the only form in which a DEK is stored. Opaque: it is kept and sent exactly as the service answered it. It is no
/// secret, yet whoever may unwrap with the root key can open it.
/// </summary>
public sealed class WrappedDek : IEquatable<WrappedDek>
{
    private WrappedDek(string text, string? keyVersionId)
    {
        Text = text;
        KeyVersionId = keyVersionId;
    }

    /// <summary>The text, base64; image import takes it as <c>wrappedDek</c>.</summary>
    public string Text { get; }

    /// <summary>Version of the root key that wrapped it, where it is known.</summary>
    public string? KeyVersionId { get; }

    /// <summary>Takes a WDEK that was stored.</summary>
    /// <param name="text">The text as the service answered it.</param>
    /// <param name="keyVersionId">Version of the root key, where it was stored too.</param>
    /// <exception cref="FormatException">The text is not base64: it was cut, broken into lines, or is something else.</exception>
    public static WrappedDek Parse(string text, string? keyVersionId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return !text.Any(char.IsWhiteSpace) && System.Buffers.Text.Base64.IsValid(text)
            ? new WrappedDek(text, keyVersionId)
            : throw new FormatException("The wrapped DEK is not base64 text. Pass it exactly as Key Protect answered it, without line breaks.");
    }

    /// <inheritdoc/>
    public bool Equals(WrappedDek? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WrappedDek);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
