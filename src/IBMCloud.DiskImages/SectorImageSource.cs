using System.Buffers;
using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>
/// A source that is made sector by sector: it asks its subclass for whole 512-byte sectors only, and cuts what a caller wanted out of them.
/// </summary>
public abstract class SectorImageSource : ImageSource
{
    /// <summary>Bytes in a sector.</summary>
    protected const int SectorSize = 512;

    private protected SectorImageSource()
    {
    }

    /// <summary>Fills whole sectors. <paramref name="offset"/> and the length are multiples of 512 and lie inside the source.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">Whole sectors.</param>
    private protected abstract void ReadSectors(long offset, Span<byte> destination);

    /// <summary>Fills whole sectors. <paramref name="offset"/> and the length are multiples of 512 and lie inside the source.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">Whole sectors.</param>
    /// <param name="cancellationToken">Ends the read early.</param>
    private protected abstract ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override void ReadExactly(long offset, Span<byte> destination)
    {
        var (head, whole, tail) = Split(offset, destination.Length);
        Span<byte> sector = stackalloc byte[SectorSize];
        if (head > 0)
        {
            var skip = (int)(offset % SectorSize);
            ReadSectors(offset - skip, sector);
            sector.Slice(skip, head).CopyTo(destination);
        }

        if (whole > 0)
        {
            ReadSectors(offset + head, destination.Slice(head, whole));
        }

        if (tail > 0)
        {
            ReadSectors(offset + head + whole, sector);
            sector[..tail].CopyTo(destination[(head + whole)..]);
        }

        CryptographicOperations.ZeroMemory(sector);
    }

    /// <inheritdoc/>
    protected sealed override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var (head, whole, tail) = Split(offset, destination.Length);
        if (whole > 0)
        {
            await ReadSectorsAsync(offset + head, destination.Slice(head, whole), cancellationToken).ConfigureAwait(false);
        }

        if (head + tail == 0)
        {
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(SectorSize);
        try
        {
            var sector = rented.AsMemory(0, SectorSize);
            if (head > 0)
            {
                var skip = (int)(offset % SectorSize);
                await ReadSectorsAsync(offset - skip, sector, cancellationToken).ConfigureAwait(false);
                sector.Span.Slice(skip, head).CopyTo(destination.Span);
            }

            if (tail > 0)
            {
                await ReadSectorsAsync(offset + head + whole, sector, cancellationToken).ConfigureAwait(false);
                sector.Span[..tail].CopyTo(destination.Span[(head + whole)..]);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(rented);
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // Bytes before the first sector boundary (or all, where they lie inside one sector), whole sectors, bytes after the last boundary.
    private static (int Head, int Whole, int Tail) Split(long offset, int count)
    {
        var head = (int)Math.Min((SectorSize - (offset % SectorSize)) % SectorSize, count);
        var whole = (count - head) / SectorSize * SectorSize;
        return (head, whole, count - head - whole);
    }
}
