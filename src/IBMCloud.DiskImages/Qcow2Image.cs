using IBMCloud.DiskImages.Qcow2;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>
/// A disk as a plain qcow2 file of version 3, made while it is read. Any range may be read in any order by any number of threads.
/// The view uses the source, which stays the caller's and has to outlive it.
/// </summary>
public sealed class Qcow2Image : SectorImageSource
{
    private readonly Qcow2View _view;

    private Qcow2Image(Qcow2FileLayout layout, ImageSource source)
    {
        Length = layout.Length;
        _view = new Qcow2View(layout, new Qcow2HostPayload(source, layout), payloadOffset: 0);
    }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>Finds which clusters the file holds, and opens the view.</summary>
    /// <param name="source">The disk. Its extents say which clusters are there.</param>
    /// <param name="options">Options, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends a scan of the source early.</param>
    /// <exception cref="DiskImageException">The source is no whole number of sectors, is empty, or is larger than 64 TiB.</exception>
    public static async ValueTask<Qcow2Image> OpenAsync(ImageSource source, Qcow2Options? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        DiskContent.CheckSize(source);
        Qcow2FileLayout.CheckSource(source.Length);
        var scan = options?.ScanForZeroClusters ?? false;
        var runs = await Qcow2ClusterRuns.OfAsync(source, Qcow2FileLayout.ClusterSize, scan, cancellationToken).ConfigureAwait(false);
        return new Qcow2Image(new Qcow2FileLayout(source.Length, runs, luksHeaderLength: 0), source);
    }

    private protected override void ReadSectors(long offset, Span<byte> destination) => _view.ReadSectors(offset, destination);

    private protected override ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        _view.ReadSectorsAsync(offset, destination, cancellationToken);
}
