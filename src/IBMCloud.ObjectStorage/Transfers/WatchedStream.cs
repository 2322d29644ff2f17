namespace IBMCloud.ObjectStorage.Transfers;

/// <summary>A body that tells its attempt whenever the connection takes some of it. It owns the stream underneath.</summary>
internal sealed class WatchedStream(Stream body, TransferAttempt attempt) : Stream
{
    // Small enough that a part on a line of some kB/s still shows that it moves.
    private const int MostAtOnce = 256 << 10;

    /// <summary>What the source underneath threw, or <see langword="null"/>.</summary>
    public Exception? SourceFailure => (body as ImageSourceStream)?.SourceFailure;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => body.Length;

    public override long Position
    {
        get => body.Position;
        set => body.Position = value;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        attempt.Moved();
        return body.ReadAsync(buffer[..Math.Min(buffer.Length, MostAtOnce)], cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        attempt.Moved();
        return body.Read(buffer[..Math.Min(buffer.Length, MostAtOnce)]);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => body.Seek(offset, origin);

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    public override void SetLength(long value) => throw new NotSupportedException("The stream is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is only read.");
}
