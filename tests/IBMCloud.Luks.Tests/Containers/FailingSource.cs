using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>A source that can be made to fail once, in the middle of a read, and whose length can change although no source's may.</summary>
internal sealed class FailingSource(byte[] image) : ImageSource
{
    private long _length = image.Length;

    public bool Fail { get; set; }

    public override long Length => _length;

    public void Grow(int bytes) => _length += bytes;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        var count = Fail ? destination.Length / 2 : destination.Length;
        image.AsSpan((int)offset, count).CopyTo(destination);
        if (Fail)
        {
            Fail = false;
            throw new IOException("the disk is gone");
        }
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
