using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

/// <summary>A new DEK, plain and wrapped.</summary>
/// <param name="key">The DEK.</param>
/// <param name="wrapped">The same, wrapped.</param>
public sealed class NewDek(SecretBytes key, WrappedDek wrapped) : IDisposable
{
    /// <summary>The DEK in the clear; zeroed on dispose.</summary>
    public SecretBytes Key { get; } = key ?? throw new ArgumentNullException(nameof(key));

    /// <summary>The DEK wrapped: what is stored.</summary>
    public WrappedDek Wrapped { get; } = wrapped ?? throw new ArgumentNullException(nameof(wrapped));

    /// <summary>Zeroes the DEK.</summary>
    public void Dispose() => Key.Dispose();
}
