using System.Buffers;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>The bytes of a qcow2 file: metadata made when they are read, the LUKS header, and data.</summary>
/// <param name="layout">Where everything lies.</param>
/// <param name="payload">The data by their place in the file, as they are to be in it.</param>
/// <param name="payloadOffset">Where in <paramref name="payload"/> the file's offset 0 is; before it lies the LUKS header.</param>
internal sealed class Qcow2View(Qcow2FileLayout layout, ImageSource payload, long payloadOffset)
{
    private readonly long _luksEnd = Qcow2FileLayout.LuksHeaderOffset + layout.LuksHeaderLength;

    public void ReadSectors(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var (from, count) = PieceAt(offset, destination.Length);
            if (from < 0)
            {
                CopyMetadata(offset, destination[..count]);
            }
            else
            {
                payload.Read(from, destination[..count]);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    public async ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (destination.Length > 0)
        {
            var (from, count) = PieceAt(offset, destination.Length);
            if (from < 0)
            {
                CopyMetadata(offset, destination.Span[..count]);
            }
            else
            {
                await payload.ReadAsync(from, destination[..count], cancellationToken).ConfigureAwait(false);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    // Where in the payload the bytes are, -1 for a cluster of metadata.
    private (long From, int Count) PieceAt(long offset, int wanted)
    {
        if (offset >= layout.DataOffset)
        {
            return (payloadOffset + offset, wanted);
        }

        if (offset >= Qcow2FileLayout.LuksHeaderOffset && offset < _luksEnd)
        {
            return (offset - Qcow2FileLayout.LuksHeaderOffset, (int)Math.Min(wanted, _luksEnd - offset));
        }

        return (-1, (int)Math.Min(wanted, Qcow2FileLayout.ClusterSize - (offset % Qcow2FileLayout.ClusterSize)));
    }

    private void CopyMetadata(long offset, Span<byte> destination)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Qcow2FileLayout.ClusterSize);
        layout.WriteMetadata(offset / Qcow2FileLayout.ClusterSize, rented.AsSpan(0, Qcow2FileLayout.ClusterSize));
        rented.AsSpan((int)(offset % Qcow2FileLayout.ClusterSize), destination.Length).CopyTo(destination);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
