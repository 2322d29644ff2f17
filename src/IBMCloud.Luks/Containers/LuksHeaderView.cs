using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A layout's header as bytes: chunks, and zeros between them.</summary>
internal sealed class LuksHeaderView(LuksLayout layout) : ImageSource
{
    public override long Length => layout.HeaderLength;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        destination.Clear();
        foreach (var chunk in layout.Header)
        {
            var from = Math.Max(offset, chunk.Offset);
            var to = Math.Min(offset + destination.Length, chunk.Offset + chunk.Bytes.Length);
            if (from < to)
            {
                chunk.Bytes.AsSpan((int)(from - chunk.Offset), (int)(to - from)).CopyTo(destination[(int)(from - offset)..]);
            }
        }
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
