using System.IO.Pipelines;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>The writing end: counts, flushes, and says when nobody reads any more.</summary>
internal sealed class PipeOutput(PipeWriter writer, long length)
{
    private const int FlushEvery = 128 << 10;
    private long _written;
    private int _unflushed;

    public Span<byte> GetSpan(int minimum) => writer.GetSpan(minimum);

    public void Advance(int bytes)
    {
        writer.Advance(bytes);
        _written += bytes;
        _unflushed += bytes;
    }

    public ValueTask FlushWhenFullAsync(CancellationToken cancellationToken) =>
        _unflushed >= FlushEvery || _written == length ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    /// <summary>Writes the first bytes of a source that is in memory.</summary>
    public async ValueTask CopyAsync(ImageSource source, long count, CancellationToken cancellationToken)
    {
        for (long offset = 0; offset < count;)
        {
            offset += Fill(source, offset, count);
            await FlushWhenFullAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private int Fill(ImageSource source, long offset, long end)
    {
        var span = writer.GetSpan(4096);
        span = span[..(int)Math.Min(span.Length, end - offset)];
        span[source.Read(offset, span)..].Clear();
        Advance(span.Length);
        return span.Length;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _unflushed = 0;
        var result = await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The write to the pipe was cancelled.");
        }

        if (result.IsCompleted && _written < length)
        {
            throw new IOException($"The reader of the encrypted image stopped after {_written:N0} of {length:N0} bytes. Read it to its end, or cancel the encryption.");
        }
    }
}
