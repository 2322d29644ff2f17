using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    /// <summary>
    /// Makes a DEK on this machine and wraps it. The key exists here first, so a lost answer loses nothing: wrapping again gives another WDEK of the same key.
    /// </summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="length">64 bytes (AES-256 in XTS mode) or 32.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<NewDek> CreateDekAsync(string rootKey, int length = 64, CancellationToken cancellationToken = default)
    {
        RequireDekLength(length, nameof(length));
        var dek = SecretBytes.Random(length);
        try
        {
            return new NewDek(dek, await WrapDekAsync(rootKey, dek, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            dek.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Wraps the DEK of an image. There is no additional data here on purpose: image import has no field for it, and such a WDEK makes a server that does not start.
    /// </summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="dek">The DEK, 32 or 64 bytes; stays the caller's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<WrappedDek> WrapDekAsync(string rootKey, SecretBytes dek, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dek);
        RequireDekLength(dek.Length, nameof(dek));
        var wrapped = await WrapAsync(rootKey, dek, additionalData: null, cancellationToken).ConfigureAwait(false);
        return WrappedDek.Parse(wrapped.Ciphertext, wrapped.KeyVersionId);
    }

    /// <summary>Unwraps the DEK of an image.</summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="wrapped">The WDEK.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The DEK, 32 or 64 bytes; the caller disposes it.</returns>
    /// <exception cref="KeyProtectException">It does not open with this key (<see cref="KeyProtectProblem.CannotUnwrap"/>), or what is in it is no DEK of an image.</exception>
    public async Task<SecretBytes> UnwrapDekAsync(string rootKey, WrappedDek wrapped, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        using var unwrapped = await UnwrapAsync(rootKey, wrapped.Text, additionalData: null, cancellationToken).ConfigureAwait(false);
        return unwrapped.Plaintext.Length is 32 or 64
            ? unwrapped.Plaintext.Clone()
            : throw new KeyProtectException(KeyProtectProblem.CannotUnwrap, _service, "unwrap a DEK",
                $"The WDEK opens to {unwrapped.Plaintext.Length} bytes, but the DEK of an image has 32 or 64. Use the WDEK of the image.");
    }

    /// <summary>Wraps a DEK anew with the root key's current version, without showing it; do it after a rotation. The old WDEK stays good.</summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="wrapped">The WDEK.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<WrappedDek> RewrapDekAsync(string rootKey, WrappedDek wrapped, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        var again = await RewrapAsync(rootKey, wrapped.Text, additionalData: null, cancellationToken).ConfigureAwait(false);
        return WrappedDek.Parse(again.Ciphertext, again.KeyVersionId);
    }

    private static void RequireDekLength(int length, string parameter)
    {
        if (length is not (32 or 64))
        {
            throw new ArgumentException($"The DEK of an image has 32 or 64 bytes, not {length}.", parameter);
        }
    }
}
