using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>The disk in a fixed VHD: the file without its footer.</summary>
internal sealed class FixedVhdSource : ImageSource
{
    private readonly ImageSource _file;

    private FixedVhdSource(ImageSource file, long length)
    {
        _file = file;
        Length = length;
    }

    public override long Length { get; }

    public static FixedVhdSource Open(ImageSource file, VhdFile vhd)
    {
        var size = VhdSize.Check(vhd.Footer.DiskSize);
        if (size > vhd.FooterOffset)
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"The fixed VHD promises a disk of {size:N0} bytes but holds {vhd.FooterOffset:N0}. Export or download the image again.");
        }

        return new FixedVhdSource(file, size);
    }

    public override async ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) =>
        ImageExtents.Clip(await _file.GetExtentsAsync(cancellationToken).ConfigureAwait(false), Length);

    protected override void ReadExactly(long offset, Span<byte> destination) => _file.Read(offset, destination);

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        await _file.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool disposing) => _file.Dispose();

    public override ValueTask DisposeAsync() => _file.DisposeAsync();
}
