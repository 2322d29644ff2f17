using System.Buffers;
using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// A source seen through a sector cipher: any byte range, in any order. Whole sectors are transformed in the caller's memory; only the cut sectors at a
/// range's ends go through a buffer. Bytes past the source's end are zeros before they are transformed.
/// </summary>
internal sealed class SectorView(ImageSource source, long sourceOffset, long length, SectorCipher cipher, int sectorSize, bool encrypt)
{
    private long Available => Math.Min(length, source.Length - sourceOffset);

    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var skip = (int)(offset % sectorSize);
            if (skip != 0 || destination.Length < sectorSize)
            {
                var part = Math.Min(sectorSize - skip, destination.Length);
                var buffer = ArrayPool<byte>.Shared.Rent(sectorSize);
                try
                {
                    ReadSectors(offset - skip, buffer.AsSpan(0, sectorSize));
                    buffer.AsSpan(skip, part).CopyTo(destination);
                }
                finally
                {
                    Return(buffer);
                }

                offset += part;
                destination = destination[part..];
                continue;
            }

            var whole = destination.Length / sectorSize * sectorSize;
            ReadSectors(offset, destination[..whole]);
            offset += whole;
            destination = destination[whole..];
        }
    }

    public async ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (!destination.IsEmpty)
        {
            var skip = (int)(offset % sectorSize);
            if (skip != 0 || destination.Length < sectorSize)
            {
                var part = Math.Min(sectorSize - skip, destination.Length);
                var buffer = ArrayPool<byte>.Shared.Rent(sectorSize);
                try
                {
                    await ReadSectorsAsync(offset - skip, buffer.AsMemory(0, sectorSize), cancellationToken).ConfigureAwait(false);
                    buffer.AsSpan(skip, part).CopyTo(destination.Span);
                }
                finally
                {
                    Return(buffer);
                }

                offset += part;
                destination = destination[part..];
                continue;
            }

            var whole = destination.Length / sectorSize * sectorSize;
            await ReadSectorsAsync(offset, destination[..whole], cancellationToken).ConfigureAwait(false);
            offset += whole;
            destination = destination[whole..];
        }
    }

    private void ReadSectors(long offset, Span<byte> sectors)
    {
        var have = (int)Math.Clamp(Available - offset, 0, sectors.Length);
        var read = source.Read(sourceOffset + offset, sectors[..have]);
        Transform(offset, sectors, read, have);
    }

    private async ValueTask ReadSectorsAsync(long offset, Memory<byte> sectors, CancellationToken cancellationToken)
    {
        var have = (int)Math.Clamp(Available - offset, 0, sectors.Length);
        var read = await source.ReadAsync(sourceOffset + offset, sectors[..have], cancellationToken).ConfigureAwait(false);
        Transform(offset, sectors.Span, read, have);
    }

    private void Transform(long offset, Span<byte> sectors, int read, int promised)
    {
        if (read != promised)
        {
            CryptographicOperations.ZeroMemory(sectors);
            throw new EndOfStreamException($"The source ended at byte {sourceOffset + offset + read:N0}, before its own length of {source.Length:N0}.");
        }

        sectors[read..].Clear();
        var sector = (ulong)offset / 512;
        if (encrypt)
        {
            cipher.Encrypt(sector, sectors, sectors);
        }
        else
        {
            cipher.Decrypt(sector, sectors, sectors);
        }
    }

    private static void Return(byte[] buffer)
    {
        CryptographicOperations.ZeroMemory(buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
