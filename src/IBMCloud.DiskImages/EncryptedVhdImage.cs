using IBMCloud.DiskImages.Vhd;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>
/// A disk as the encrypted dynamic VHD that IBM Cloud's classic image import takes, made while it is read: a pure function of source, layout and key.
/// </summary>
/// <remarks>
/// <para>Blocks' data are AES-XTS encrypted in 512-byte sectors by the low 32 bits of the guest LBA; footers, header, tables and bitmaps are in the clear,
/// and absent blocks stay absent. The disk is rounded up to a whole 2 MiB block; zeros fill it.</para>
/// <para>Any range may be read in any order by any number of threads. The view uses the source, which stays the caller's and has to outlive it.</para>
/// </remarks>
public sealed class EncryptedVhdImage : SectorImageSource
{
    private readonly VhdBlockView _view;

    private EncryptedVhdImage(VhdBlockView view) => _view = view;

    /// <inheritdoc/>
    public override long Length => _view.Length;

    /// <summary>Lays the VHD out: which blocks it holds, its ids, and the hash of the key.</summary>
    /// <param name="source">The disk, plain. Its extents say which blocks are there.</param>
    /// <param name="key">The data encryption key's 32 (AES-128-XTS) or 64 (AES-256-XTS) raw bytes, the halves not equal.</param>
    /// <param name="options">Ids, time stamp and checks, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends a scan of the source early.</param>
    /// <exception cref="ArgumentException">The key has another length, or its halves are equal.</exception>
    /// <exception cref="DiskImageException">The source is no disk, is encrypted already, or is larger than 2,040 GiB.</exception>
    public static async ValueTask<EncryptedVhdLayout> PrepareAsync(
        ImageSource source, SecretBytes key, EncryptedVhdOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(key);
        options ??= new EncryptedVhdOptions();
        VhdKey.Check(key);
        await DiskContent.CheckAsync(source, options.AllowEncryptedInput, cancellationToken).ConfigureAwait(false);
        VhdSize.CheckSource(source.Length);
        var map = await VhdBlockMap.OfAsync(source, options.ScanForZeroBlocks, cancellationToken).ConfigureAwait(false);
        return new EncryptedVhdLayout(
            source.Length,
            options.NewId,
            options.Seconds,
            VhdKeyHash.Of(key),
            map);
    }

    /// <summary>Opens the view: the VHD file's bytes.</summary>
    /// <param name="source">The very disk that the layout was prepared from.</param>
    /// <param name="layout">What <see cref="PrepareAsync"/> gave, on this machine or another one.</param>
    /// <param name="key">The key that the layout was prepared with. Needed while opening only.</param>
    /// <exception cref="ArgumentException">The key's length is neither 32 nor 64 bytes, or its halves are equal.</exception>
    /// <exception cref="DiskImageException">The source has another length than the layout says, or the key is another one.</exception>
    public static EncryptedVhdImage Open(ImageSource source, EncryptedVhdLayout layout, SecretBytes key)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(key);
        VhdKey.Check(key);
        if (source.Length != layout.SourceLength)
        {
            throw new DiskImageException(DiskImageError.LayoutMismatch,
                $"The layout was made for a disk of {layout.SourceLength:N0} bytes, this one has {source.Length:N0}. Pass the disk it was made for, or prepare a new layout.");
        }

        if (!VhdKeyHash.Of(key).AsSpan().SequenceEqual(layout.KeyHash))
        {
            throw new DiskImageException(DiskImageError.WrongKey, "The layout was made with another key. Pass the key that it was prepared with.");
        }

        return new EncryptedVhdImage(new VhdBlockView(source, layout.ToFileLayout(), VhdKey.CreateCipher(key)));
    }

    private protected override void ReadSectors(long offset, Span<byte> destination) => _view.ReadSectors(offset, destination);

    private protected override ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        _view.ReadSectorsAsync(offset, destination, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _view.Dispose();
}
