using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

/// <summary>A key that the service generated, plain and wrapped.</summary>
public sealed class GeneratedKey : IDisposable
{
    internal GeneratedKey(SecretBytes plaintext, WrappedKey wrapped)
    {
        Plaintext = plaintext;
        Wrapped = wrapped;
    }

    /// <summary>The key in the clear; zeroed on dispose.</summary>
    public SecretBytes Plaintext { get; }

    /// <summary>The same, wrapped.</summary>
    public WrappedKey Wrapped { get; }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => Plaintext.Dispose();
}
