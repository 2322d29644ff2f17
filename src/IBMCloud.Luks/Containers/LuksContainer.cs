using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A LUKS container, opened: the plain disk inside it, any range, in any order. Nothing is ever written to the container.</summary>
public sealed class LuksContainer : ImageSource
{
    private readonly SectorCipher _cipher;
    private readonly SectorView _payload;
    private readonly long _length;

    private LuksContainer(ImageSource container, OpenedHeader opened, long length)
    {
        Version = opened.Version;
        Keyslot = opened.Keyslot;
        SectorSize = opened.SectorSize;
        Warning = opened.Warning;
        _length = length;
        _cipher = SectorCipher.Create(opened.Cipher, opened.VolumeKey.Span, opened.SectorSize);
        _payload = new SectorView(container, opened.PayloadOffset, length, _cipher, opened.SectorSize, encrypt: false);
    }

    /// <summary>Length of the plain disk in bytes.</summary>
    public override long Length => _length;

    /// <summary>Format version.</summary>
    public LuksVersion Version { get; }

    /// <summary>The keyslot that opened.</summary>
    public int Keyslot { get; }

    /// <summary>Encryption sector in bytes.</summary>
    public int SectorSize { get; }

    /// <summary>Something to know, such as a damaged copy of the header, or <see langword="null"/>.</summary>
    public string? Warning { get; }

    /// <summary>Opens a container. The key derivation works on the caller's thread, for as long as the container's maker chose: a second or two for passphrases of people.</summary>
    /// <param name="container">The container, or its data where <see cref="LuksOpenOptions.Header"/> is given. The caller still owns it.</param>
    /// <param name="passphrase">The passphrase: the exact bytes of a key file.</param>
    /// <param name="options">Limits on what the header may ask for; a detached header.</param>
    /// <param name="cancellationToken">Ends the opening early.</param>
    /// <exception cref="LuksException">The passphrase is wrong, or the container is not valid or not supported.</exception>
    public static async ValueTask<LuksContainer> OpenAsync(
        ImageSource container, SecretBytes passphrase, LuksOpenOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(passphrase);
        options ??= new LuksOpenOptions();
        var opened = await LuksOpening.OpenAsync(options.Header ?? container, passphrase, options, cancellationToken).ConfigureAwait(false);
        using (opened.VolumeKey)
        {
            if (options.Header is null && opened.PayloadOffset == 0)
            {
                throw new LuksException(LuksError.Unsupported, "The header says that it is detached from its data. Give the data as the container and this file as the header.");
            }

            return new LuksContainer(container, opened, PayloadLength(container, opened));
        }
    }

    /// <summary>Reads what a container's header says, without a passphrase.</summary>
    /// <param name="container">The container or a detached header. The caller still owns it.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="LuksException">The header is not valid or not supported.</exception>
    public static ValueTask<LuksDescription> InspectAsync(ImageSource container, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(container);
        return LuksDescription.ReadAsync(container, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ReadExactly(long offset, Span<byte> destination) => _payload.Read(offset, destination);

    /// <inheritdoc/>
    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        _payload.ReadAsync(offset, destination, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _cipher.Dispose();

    private static long PayloadLength(ImageSource container, OpenedHeader opened)
    {
        var rest = container.Length - opened.PayloadOffset;
        if (rest <= 0 || opened.PayloadLength > rest)
        {
            throw new LuksException(
                LuksError.Truncated, $"The container has {container.Length:N0} bytes, its data reach from byte {opened.PayloadOffset:N0}{(opened.PayloadLength is { } fixedLength ? $" for {fixedLength:N0} bytes" : "")}. Get the whole file again.");
        }

        var length = opened.PayloadLength ?? rest;
        return length % opened.SectorSize == 0 ? length : throw new LuksException(
            LuksError.Truncated, $"The container's data have {length:N0} bytes, no whole number of {opened.SectorSize}-byte sectors: the file was cut short or has something appended. Get the whole file again.");
    }
}
