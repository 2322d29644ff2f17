namespace IBMCloud.Primitives;

/// <summary>Bytes in memory as an image source: for small images and for tests.</summary>
/// <param name="bytes">The image. It must not change while the source is used.</param>
public sealed class MemoryImageSource(ReadOnlyMemory<byte> bytes) : ImageSource
{
    /// <inheritdoc/>
    public override long Length => bytes.Length;

    /// <inheritdoc/>
    protected override void ReadExactly(long offset, Span<byte> destination) =>
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
