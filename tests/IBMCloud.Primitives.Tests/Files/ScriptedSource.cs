namespace IBMCloud.Primitives.Tests.Files;

/// <summary>A source of some constant byte that does what a test says before each read.</summary>
internal sealed class ScriptedSource(long length, Action<long> onRead) : ImageSource
{
    public IReadOnlyList<ImageExtent>? Extents { get; init; }

    public override long Length => length;

    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) =>
        Extents is null ? base.GetExtentsAsync(cancellationToken) : ValueTask.FromResult(Extents);

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        onRead(offset);
        destination.Fill(0x5A);
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
