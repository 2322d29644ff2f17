using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>A source that ends the lives of what it was made from along with its own, in the given order.</summary>
internal sealed class OwningImageSource(ImageSource inner, params IAsyncDisposable[] owned) : ImageSource
{
    public override long Length => inner.Length;

    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) => inner.GetExtentsAsync(cancellationToken);

    protected override void ReadExactly(long offset, Span<byte> destination) => inner.Read(offset, destination);

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        await inner.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool disposing)
    {
        foreach (var source in owned.OfType<IDisposable>())
        {
            source.Dispose();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var source in owned)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }
}
