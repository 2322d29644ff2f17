using IBMCloud.Primitives;

namespace IBMCloud.Benchmarks.Inside;

/// <summary>An image of any length that costs next to nothing to read: what remains is the cipher and the target.</summary>
internal sealed class SyntheticSource(long length) : ImageSource
{
    public override long Length => length;

    protected override void ReadExactly(long offset, Span<byte> destination) => destination.Fill((byte)(offset >> 20));

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
