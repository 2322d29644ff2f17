namespace IBMCloud.Luks.Tests.Streaming;

/// <summary>Takes so many bytes, then fails as a full disk does.</summary>
internal sealed class FailingStream(long room) : MemoryStream
{
    private long _left = room;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _left -= buffer.Length;
        return _left < 0 ? throw new IOException("no more room") : ValueTask.CompletedTask;
    }
}
