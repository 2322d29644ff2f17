using IBMCloud.Primitives;

namespace IBMCloud.E2E.Runner;

/// <summary>A disk in memory that says how much of it has been read.</summary>
public sealed class AnnouncedSource(byte[] disk, Announcements said) : ImageSource
{
    public override long Length => disk.Length;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        said.Read(destination.Length);
        disk.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
