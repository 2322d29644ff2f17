using IBMCloud.Primitives;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>A stored object as an image.</summary>
internal sealed class StoredObjectSource(ObjectContent content) : ImageSource
{
    public override long Length => content.Length;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var count = content.Read(offset, destination);
            if (count == 0)
            {
                throw new IOException("A spilled part is shorter than when it was stored.");
            }

            offset += count;
            destination = destination[count..];
        }
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
