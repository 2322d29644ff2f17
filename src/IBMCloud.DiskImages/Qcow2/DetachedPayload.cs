using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>A LUKS container put together from a header inside a file and, as its payload, that whole file with zeros up to a sector.</summary>
internal sealed class DetachedPayload(ImageSource file, long headerOffset, long headerLength, long payloadOffset) : ImageSource
{
    public override long Length => payloadOffset + ((file.Length + 511) / 512 * 512);

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var (from, count) = PieceAt(offset, destination.Length);
            var read = from < 0 ? 0 : file.Read(from, destination[..count]);
            destination[read..count].Clear();
            offset += count;
            destination = destination[count..];
        }
    }

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (destination.Length > 0)
        {
            var (from, count) = PieceAt(offset, destination.Length);
            var read = from < 0 ? 0 : await file.ReadAsync(from, destination[..count], cancellationToken).ConfigureAwait(false);
            destination.Span[read..count].Clear();
            offset += count;
            destination = destination[count..];
        }
    }

    // Where in the file the next bytes lie, -1 for zeros between header and payload, and how many of them lie together.
    private (long From, int Count) PieceAt(long offset, int wanted)
    {
        if (offset >= payloadOffset)
        {
            return (offset - payloadOffset, wanted);
        }

        var headerEnd = Math.Min(headerLength, payloadOffset);
        return offset < headerEnd
            ? (headerOffset + offset, (int)Math.Min(wanted, headerEnd - offset))
            : (-1, (int)Math.Min(wanted, payloadOffset - offset));
    }
}
