using System.Buffers;
using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// A source seen through a sector cipher: any byte range, in any order. Whole sectors are transformed in the caller's memory; only the cut sectors at a
/// range's ends go through a buffer. Bytes past the source's end are zeros before they are transformed. Where a read fails, nothing of what it read is left in the caller's memory: on the
/// encrypting side that would be plaintext.
/// </summary>
internal sealed class SectorView(ImageSource source, long sourceOffset, long length, SectorCipher cipher, int sectorSize, bool encrypt)
{
    private readonly long _sourceLength = source.Length;

    private long Available => Math.Min(length, _sourceLength - sourceOffset);

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
        try
        {
            ThrowIfNotAll(offset, source.Read(sourceOffset + offset, sectors[..have]), have);
        }
        catch
        {
            CryptographicOperations.ZeroMemory(sectors);
            throw;
        }

        Transform(offset, sectors, have);
    }

    private async ValueTask ReadSectorsAsync(long offset, Memory<byte> sectors, CancellationToken cancellationToken)
    {
        var have = (int)Math.Clamp(Available - offset, 0, sectors.Length);
        try
        {
            ThrowIfNotAll(offset, await source.ReadAsync(sourceOffset + offset, sectors[..have], cancellationToken).ConfigureAwait(false), have);
        }
        catch
        {
            CryptographicOperations.ZeroMemory(sectors.Span);
            throw;
        }

        Transform(offset, sectors.Span, have);
    }

    private void ThrowIfNotAll(long offset, int read, int promised)
    {
        if (read != promised)
        {
            throw new EndOfStreamException(
                $"The source ended at byte {sourceOffset + offset + read:N0}, before its own length of {_sourceLength:N0}. Stop what writes to it and start again.");
        }

        if (source.Length != _sourceLength)
        {
            throw new IOException($"The source had {_sourceLength:N0} bytes when it was opened and has {source.Length:N0} now. Stop what writes to it and start again.");
        }
    }

    private void Transform(long offset, Span<byte> sectors, int read)
    {
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
