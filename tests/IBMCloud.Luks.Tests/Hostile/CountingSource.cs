using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>Counts what is read.</summary>
internal sealed class CountingSource(byte[] bytes) : ImageSource
{
    public long BytesRead { get; private set; }

    public override long Length => bytes.Length;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        BytesRead += destination.Length;
        bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
