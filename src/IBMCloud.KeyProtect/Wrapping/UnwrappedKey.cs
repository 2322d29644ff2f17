using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

/// <summary>What unwrap answers.</summary>
public sealed class UnwrappedKey : IDisposable
{
    internal UnwrappedKey(SecretBytes plaintext, string? keyVersionId, WrappedKey? rewrapped)
    {
        Plaintext = plaintext;
        KeyVersionId = keyVersionId;
        Rewrapped = rewrapped;
    }

    /// <summary>The key in the clear; zeroed on dispose.</summary>
    public SecretBytes Plaintext { get; }

    /// <summary>Version of the root key that had wrapped it.</summary>
    public string? KeyVersionId { get; }

    /// <summary>The same wrapped with the newest version, where the root key was rotated since: worth storing instead. The old one stays good.</summary>
    public WrappedKey? Rewrapped { get; }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => Plaintext.Dispose();
}
