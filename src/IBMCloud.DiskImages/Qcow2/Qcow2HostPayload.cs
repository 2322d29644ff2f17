using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>
/// The disk's data where they lie in the qcow2 file, in the clear, and zeros where its metadata are: what a plain file holds in its data clusters,
/// and the payload that LUKS encrypts for an encrypted one, since it numbers sectors by their place in the file.
/// </summary>
internal sealed class Qcow2HostPayload(ImageSource disk, Qcow2FileLayout layout) : ImageSource
{
    public override long Length => layout.Length;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var (guest, count) = PieceAt(offset, destination.Length);
            var read = guest < 0 ? 0 : disk.Read(guest, destination[..count]);
            destination[read..count].Clear();
            offset += count;
            destination = destination[count..];
        }
    }

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (destination.Length > 0)
        {
            var (guest, count) = PieceAt(offset, destination.Length);
            var read = guest < 0 ? 0 : await disk.ReadAsync(guest, destination[..count], cancellationToken).ConfigureAwait(false);
            destination.Span[read..count].Clear();
            offset += count;
            destination = destination[count..];
        }
    }

    private (long Guest, int Count) PieceAt(long offset, int wanted)
    {
        if (offset < layout.DataOffset)
        {
            return (-1, (int)Math.Min(wanted, layout.DataOffset - offset));
        }

        var (guest, count) = layout.DiskAt(offset);
        return (guest, (int)Math.Min(wanted, count));
    }
}
