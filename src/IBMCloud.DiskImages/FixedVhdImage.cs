using IBMCloud.DiskImages.Vhd;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>
/// A disk as a fixed VHD: the disk and a footer after it. The view uses the source, which stays the caller's and has to outlive it.
/// </summary>
public sealed class FixedVhdImage : SectorImageSource
{
    private readonly ImageSource _source;
    private readonly byte[] _footer = new byte[VhdFooter.Size];

    /// <summary>Opens the view.</summary>
    /// <param name="source">The disk.</param>
    /// <param name="options">Id and time stamp, or <see langword="null"/>.</param>
    /// <exception cref="DiskImageException">The source is no whole number of sectors, is empty, or is larger than 2,040 GiB.</exception>
    public FixedVhdImage(ImageSource source, VhdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new VhdOptions();
        DiskContent.CheckSize(source);
        VhdSize.CheckSource(source.Length);
        _source = source;
        VhdFooters.Fixed(source.Length, options.NewId, options.Seconds).Write(_footer);
    }

    /// <inheritdoc/>
    public override long Length => _source.Length + VhdFooter.Size;

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default)
    {
        var extents = new List<ImageExtent>(await _source.GetExtentsAsync(cancellationToken).ConfigureAwait(false));
        ImageExtents.Append(extents, _source.Length, VhdFooter.Size);
        return extents;
    }

    private protected override void ReadSectors(long offset, Span<byte> destination) => FillFooter(destination, _source.Read(offset, destination));

    private protected override async ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var read = await _source.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false);
        FillFooter(destination.Span, read);
    }

    private void FillFooter(Span<byte> destination, int read)
    {
        if (read < destination.Length)
        {
            _footer.CopyTo(destination[read..]);
        }
    }
}
