using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.Faults;

/// <summary>Passes the first bytes of an answer's body, then resets the connection; what follows is dropped, so the request's effect is whole.</summary>
internal sealed class TruncatingStream(HttpContext context, Stream inner, int bodyBytes) : Stream
{
    private int _left = bodyBytes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("The body of an answer has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("The body of an answer has no position.");
        set => throw new NotSupportedException("The body of an answer has no position.");
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left < 0 || buffer.IsEmpty)
        {
            return;
        }

        var part = buffer[..Math.Min(buffer.Length, _left)];
        await inner.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        _left -= part.Length;
        if (_left == 0)
        {
            _left = -1;
            context.Abort();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The body of an answer is written only.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The body of an answer has no position.");

    public override void SetLength(long value) => throw new NotSupportedException("The body of an answer has no length.");
}
