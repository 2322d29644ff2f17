using IBMCloud.DiskImages.Vhd;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>
/// A disk as a plain dynamic VHD, made while it is read. Any range may be read in any order by any number of threads.
/// The view uses the source, which stays the caller's and has to outlive it.
/// </summary>
public sealed class DynamicVhdImage : SectorImageSource
{
    private readonly VhdBlockView _view;

    private DynamicVhdImage(VhdBlockView view) => _view = view;

    /// <inheritdoc/>
    public override long Length => _view.Length;

    /// <summary>Finds which 2 MiB blocks the VHD holds, and opens the view. The disk in it has exactly the source's size.</summary>
    /// <param name="source">The disk. Its extents say which blocks are there.</param>
    /// <param name="options">Ids, time stamp and the search for zeros, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends a scan of the source early.</param>
    /// <exception cref="DiskImageException">The source is no whole number of sectors, is empty, or is larger than 2,040 GiB.</exception>
    public static async ValueTask<DynamicVhdImage> OpenAsync(ImageSource source, VhdOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new VhdOptions();
        DiskContent.CheckSize(source);
        VhdSize.CheckSource(source.Length);
        var map = await VhdBlockMap.OfAsync(source, options.ScanForZeroBlocks, cancellationToken).ConfigureAwait(false);
        var footer = VhdFooters.Dynamic(source.Length, options.NewId, options.Seconds);
        return new DynamicVhdImage(new VhdBlockView(source, new VhdFileLayout(footer, map, keyHash: null), cipher: null));
    }

    private protected override void ReadSectors(long offset, Span<byte> destination) => _view.ReadSectors(offset, destination);

    private protected override ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        _view.ReadSectorsAsync(offset, destination, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _view.Dispose();
}
