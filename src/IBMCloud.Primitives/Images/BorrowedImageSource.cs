namespace IBMCloud.Primitives;

/// <summary>A caller's source for those who dispose what they are given: disposing this one leaves the caller's open.</summary>
/// <param name="source">The caller's; it has to outlive this one.</param>
public sealed class BorrowedImageSource(ImageSource source) : ImageSource
{
    private readonly ImageSource _source = source ?? throw new ArgumentNullException(nameof(source));

    /// <inheritdoc/>
    public override long Length => _source.Length;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) => _source.GetExtentsAsync(cancellationToken);

    /// <inheritdoc/>
    protected override void ReadExactly(long offset, Span<byte> destination) => _source.Read(offset, destination);

    /// <inheritdoc/>
    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        await _source.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false);
}
