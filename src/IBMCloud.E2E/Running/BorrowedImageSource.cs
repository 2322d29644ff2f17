using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>A caller's source for those who dispose what they are given: the caller's own stays open.</summary>
internal sealed class BorrowedImageSource(ImageSource source) : ImageSource
{
    public override long Length => source.Length;

    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) => source.GetExtentsAsync(cancellationToken);

    protected override void ReadExactly(long offset, Span<byte> destination) => source.Read(offset, destination);

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        await source.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false);
}
