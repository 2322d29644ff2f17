using System.IO.Pipelines;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// Encrypts an image that comes through a pipe or stream into one. For what can be read at any offset, <see cref="LuksImage"/> does the same
/// in parallel and can be resumed.
/// </summary>
public static class LuksPipe
{
    /// <summary>Reads the plain image from one pipe and writes the container to another, in order. Memory is bounded by the two pipes.</summary>
    /// <remarks>
    /// Both pipes are completed when the call ends: with the failure where there is one, so that the other side sees it too.
    /// A slow writer stalls the reader.
    /// </remarks>
    /// <param name="source">The plain image.</param>
    /// <param name="destination">Takes the container.</param>
    /// <param name="sourceLength">Length of the image in bytes, a multiple of 512: the header comes first and the image must be known to fit it.</param>
    /// <param name="passphrase">The passphrase: in this product the base64 text of the data key.</param>
    /// <param name="options">Version, cost and sizes; LUKS2 with 512-byte sectors by default.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The layout of the container that was written. It has the header, which a detached one needs.</returns>
    /// <exception cref="LuksException">The image cannot be encrypted, or the source has fewer or more bytes than was said.</exception>
    /// <exception cref="ArgumentException">An option does not fit.</exception>
    /// <exception cref="IOException">The reader of <paramref name="destination"/> left before the end.</exception>
    public static async ValueTask<LuksLayout> EncryptAsync(PipeReader source, PipeWriter destination, long sourceLength, SecretBytes passphrase,
        LuksFormatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(passphrase);
        Exception? failure = null;
        try
        {
            return await RunAsync(source, destination, sourceLength, passphrase, options ?? new LuksFormatOptions(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
            throw;
        }
        finally
        {
            await source.CompleteAsync(failure).ConfigureAwait(false);
            await destination.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the plain image from one stream and writes the container to another, in order. Both stay open. One slab is read and encrypted while another one is
    /// written; memory is 1 MiB.</summary>
    /// <param name="source">The plain image.</param>
    /// <param name="destination">Takes the container.</param>
    /// <param name="sourceLength">Length of the image in bytes, a multiple of 512.</param>
    /// <param name="passphrase">The passphrase: in this product the base64 text of the data key.</param>
    /// <param name="options">Version, cost and sizes; LUKS2 with 512-byte sectors by default.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The layout of the container that was written.</returns>
    /// <exception cref="LuksException">The image cannot be encrypted, or the source has fewer or more bytes than was said.</exception>
    public static async ValueTask<LuksLayout> EncryptAsync(Stream source, Stream destination, long sourceLength, SecretBytes passphrase,
        LuksFormatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(passphrase);
        options ??= new LuksFormatOptions();
        LuksImage.Check(sourceLength, options);
        var begun = new byte[LuksMagic.Primary.Length];
        var length = await source.ReadAtLeastAsync(begun, begun.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (!options.AllowEncryptedInput && LuksMagic.Primary.SequenceEqual(begun))
        {
            throw LuksImage.AlreadyEncrypted();
        }

        var layout = LuksImage.NewLayout(sourceLength, passphrase, options, cancellationToken);
        var (header, cipher) = await LuksImage.OpenHeaderAsync(layout, passphrase, cancellationToken).ConfigureAwait(false);
        using (cipher)
        {
            await new StreamEncryption(source, begun.AsMemory(0, length), destination, header, cipher, layout).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return layout;
    }

    private static async ValueTask<LuksLayout> RunAsync(PipeReader source, PipeWriter destination, long sourceLength, SecretBytes passphrase,
        LuksFormatOptions options, CancellationToken cancellationToken)
    {
        LuksImage.Check(sourceLength, options);
        if (!options.AllowEncryptedInput && await BeginsWithLuksAsync(source, cancellationToken).ConfigureAwait(false))
        {
            throw LuksImage.AlreadyEncrypted();
        }

        var layout = LuksImage.NewLayout(sourceLength, passphrase, options, cancellationToken);
        var (header, cipher) = await LuksImage.OpenHeaderAsync(layout, passphrase, cancellationToken).ConfigureAwait(false);
        using (cipher)
        {
            var output = new PipeOutput(destination, layout.ContainerLength);
            await output.CopyAsync(header, layout.PayloadOffset, cancellationToken).ConfigureAwait(false);
            await new PipeEncryption(source, output, cipher, layout).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return layout;
    }

    /// <summary>Looks at the first bytes and leaves them in the pipe.</summary>
    private static async ValueTask<bool> BeginsWithLuksAsync(PipeReader source, CancellationToken cancellationToken)
    {
        var result = await source.ReadAtLeastAsync(LuksMagic.Primary.Length, cancellationToken).ConfigureAwait(false);
        var begins = new System.Buffers.SequenceReader<byte>(result.Buffer).IsNext(LuksMagic.Primary);
        source.AdvanceTo(result.Buffer.Start);
        return begins;
    }
}
