using IBMCloud.E2E;
using IBMCloud.Primitives;

namespace ResumeAfterFailure;

/// <summary>A disk that breaks when the first part of its upload is stored: every read after that is an I/O error.</summary>
internal sealed class BreakingDisk(ImageSource inner) : ImageSource, IProgress<E2EProgress>
{
    private volatile bool _broken;

    public override long Length => inner.Length;

    public void Report(E2EProgress value) => _broken |= value.Transfer?.BytesDone > 0;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        Check();
        inner.Read(offset, destination);
    }

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Check();
        await inner.ReadAsync(offset, destination, cancellationToken);
    }

    private void Check()
    {
        if (_broken)
        {
            throw new IOException("The disk does not answer.");
        }
    }
}
