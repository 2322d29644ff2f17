using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

/// <summary>A disk of any size: data in the given extents, of which each byte follows from its offset; zeros elsewhere.</summary>
internal sealed class SparseSource(long length, params ImageExtent[] extents) : ImageSource
{
    public override long Length => length;

    /// <summary>Bytes that were read from it.</summary>
    public long BytesRead { get; private set; }

    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ImageExtent>>(extents);

    public static byte ByteAt(long offset) => (byte)(((offset * 0x9E37_79B9L) >> 13) | 1);

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        BytesRead += destination.Length;
        destination.Clear();
        foreach (var extent in extents)
        {
            for (var at = Math.Max(extent.Offset, offset); at < Math.Min(extent.End, offset + destination.Length); at++)
            {
                destination[(int)(at - offset)] = ByteAt(at);
            }
        }
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
