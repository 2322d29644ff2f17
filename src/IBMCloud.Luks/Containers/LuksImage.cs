using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// A plain image seen as a LUKS container: header and AES-XTS. A view, not a copy: any range, in any order, any number of times, by any number of readers,
/// and the same layout, source and passphrase give the same bytes on any machine.
/// </summary>
public sealed class LuksImage : ImageSource
{
    private readonly LuksLayout _layout;
    private readonly LuksHeaderView _header;
    private readonly SectorCipher _cipher;
    private readonly SectorView _payload;

    private LuksImage(ImageSource source, LuksLayout layout, LuksHeaderView header, SectorCipher cipher)
    {
        _layout = layout;
        _header = header;
        _cipher = cipher;
        _payload = new SectorView(source, 0, layout.ContainerLength - layout.PayloadOffset, cipher, layout.SectorSize, encrypt: true);
    }

    /// <inheritdoc/>
    public override long Length => _layout.ContainerLength;

    /// <summary>Makes a fresh layout for an image: a new volume key, salts and UUID, and one keyslot that opens with <paramref name="passphrase"/>.</summary>
    /// <param name="source">The plain image: not empty, a multiple of 512 bytes. The caller still owns it.</param>
    /// <param name="passphrase">The passphrase: in this product the base64 text of the data key.</param>
    /// <param name="options">Version, cost and sizes; LUKS2 with 512-byte sectors by default.</param>
    /// <param name="cancellationToken">Ends the preparation early.</param>
    /// <exception cref="LuksException">The image cannot be encrypted.</exception>
    /// <exception cref="ArgumentException">An option does not fit.</exception>
    public static async ValueTask<LuksLayout> PrepareAsync(
        ImageSource source, SecretBytes passphrase, LuksFormatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(passphrase);
        options ??= new LuksFormatOptions();
        Check(source.Length, options);
        if (!options.AllowEncryptedInput && await LuksOpening.VersionAsync(source, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw AlreadyEncrypted();
        }

        return NewLayout(source.Length, passphrase, options, cancellationToken);
    }

    /// <summary>Opens the view: opens the layout's header with the passphrase and so gets the volume key.</summary>
    /// <param name="source">The plain image that the layout was made for. The caller still owns it.</param>
    /// <param name="layout">What <see cref="PrepareAsync"/> gave.</param>
    /// <param name="passphrase">The passphrase of its keyslot.</param>
    /// <param name="cancellationToken">Ends the opening early.</param>
    /// <exception cref="LuksException">The passphrase is wrong, or the layout belongs to another image.</exception>
    public static async ValueTask<LuksImage> OpenAsync(ImageSource source, LuksLayout layout, SecretBytes passphrase, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(passphrase);
        if (source.Length != layout.SourceLength)
        {
            throw new LuksException(
                LuksError.LayoutMismatch, $"The layout was made for an image of {layout.SourceLength:N0} bytes, this one has {source.Length:N0}. Give the same image, or prepare a new layout.");
        }

        var (header, cipher) = await OpenHeaderAsync(layout, passphrase, cancellationToken).ConfigureAwait(false);
        return new LuksImage(source, layout, header, cipher);
    }

    /// <inheritdoc/>
    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        var header = (int)Math.Clamp(_layout.PayloadOffset - offset, 0, destination.Length);
        _header.Read(offset, destination[..header]);
        _payload.Read(offset + header - _layout.PayloadOffset, destination[header..]);
    }

    /// <inheritdoc/>
    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var header = (int)Math.Clamp(_layout.PayloadOffset - offset, 0, destination.Length);
        _header.Read(offset, destination.Span[..header]);
        await _payload.ReadAsync(offset + header - _layout.PayloadOffset, destination[header..], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _cipher.Dispose();

    /// <summary>Refuses what cannot be encrypted, before any work.</summary>
    internal static void Check(long length, LuksFormatOptions options)
    {
        options.Validate();
        if (length <= 0 || length % 512 != 0)
        {
            throw new LuksException(
                LuksError.InvalidImage, $"The image has {length:N0} bytes, which is {(length == 0 ? "nothing to encrypt" : "no whole number of 512-byte sectors, so it is no disk or was cut short")}. Check that the file is the whole disk image.");
        }
    }

    internal static LuksException AlreadyEncrypted() =>
        new(LuksError.AlreadyEncrypted, "The image is a LUKS container already. Decrypt it first, or allow encrypted input if encrypting twice is meant.");

    internal static LuksLayout NewLayout(long length, SecretBytes passphrase, LuksFormatOptions options, CancellationToken cancellationToken)
    {
        using var volumeKey = NewVolumeKey(options.KeySize);
        var header = options.Version == LuksVersion.Luks1
            ? Luks1Format.Write(options, volumeKey, passphrase.Span, cancellationToken)
            : Luks2Format.Write(options, volumeKey, passphrase.Span, cancellationToken);
        return LuksLayout.Create(options, length, header);
    }

    internal static async ValueTask<(LuksHeaderView Header, SectorCipher Cipher)> OpenHeaderAsync(
        LuksLayout layout, SecretBytes passphrase, CancellationToken cancellationToken)
    {
        var header = new LuksHeaderView(layout);
        var opened = await LuksOpening.OpenAsync(header, passphrase, LuksOpenOptions.Trusted, cancellationToken).ConfigureAwait(false);
        using (opened.VolumeKey)
        {
            if (opened.PayloadOffset != layout.PayloadOffset || opened.SectorSize != layout.SectorSize || opened.Version != layout.Version)
            {
                throw new LuksException(LuksError.LayoutMismatch, "The layout's numbers differ from those of its header. Restore the journal from a copy, or prepare a new layout.");
            }

            return (header, SectorCipher.Create(opened.Cipher, opened.VolumeKey.Span, opened.SectorSize));
        }
    }

    private static SecretBytes NewVolumeKey(int length)
    {
        while (true)
        {
            // Equal halves happen to nobody, and are refused by every reader all the same.
            var key = SecretBytes.Random(length);
            if (!key.Span[..(length / 2)].SequenceEqual(key.Span[(length / 2)..]))
            {
                return key;
            }

            key.Dispose();
        }
    }
}
