using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>A source that outlives what is opened on it.</summary>
internal sealed class BorrowedImageSource(ImageSource inner) : ImageSource
{
    public override long Length => inner.Length;

    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) => inner.GetExtentsAsync(cancellationToken);

    protected override void ReadExactly(long offset, Span<byte> destination) => inner.Read(offset, destination);

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        await inner.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false);
}
