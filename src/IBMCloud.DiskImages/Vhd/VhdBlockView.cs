using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>The bytes of a dynamic VHD file over a disk: any range, in any order, made when it is read. With a cipher the blocks' data are encrypted.</summary>
internal sealed class VhdBlockView(ImageSource disk, VhdFileLayout layout, XtsCipher? cipher) : IDisposable
{
    private const int DataEnd = VhdFileLayout.BitmapSize + VhdFileLayout.BlockSize;

    public long Length => layout.Length;

    public void ReadSectors(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var count = MetadataAt(offset, destination);
            if (count == 0)
            {
                var (guest, wanted) = DataAt(offset, destination.Length);
                count = wanted;
                var read = disk.Read(guest, destination[..count]);
                Finish(guest, destination[..count], read);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    public async ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (destination.Length > 0)
        {
            var count = MetadataAt(offset, destination.Span);
            if (count == 0)
            {
                var (guest, wanted) = DataAt(offset, destination.Length);
                count = wanted;
                var read = await disk.ReadAsync(guest, destination[..count], cancellationToken).ConfigureAwait(false);
                Finish(guest, destination.Span[..count], read);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    public void Dispose() => cipher?.Dispose();

    // Writes what at this place is no block's data, and says how many bytes that were; 0 where data begin.
    private int MetadataAt(long offset, Span<byte> destination)
    {
        if (offset < layout.FirstBlock)
        {
            return Copy(layout.Metadata.AsSpan((int)offset), destination);
        }

        if (offset >= layout.FooterOffset)
        {
            return Copy(layout.Footer.AsSpan((int)(offset - layout.FooterOffset)), destination);
        }

        var inside = (int)((offset - layout.FirstBlock) % VhdFileLayout.Stride);
        if (inside is >= VhdFileLayout.BitmapSize and < DataEnd)
        {
            return 0;
        }

        // All sectors of a block are there: the bitmap is all ones. After the data zeros reach up to the next block.
        var end = inside < VhdFileLayout.BitmapSize ? VhdFileLayout.BitmapSize : VhdFileLayout.Stride;
        var range = destination[..Math.Min(end - inside, destination.Length)];
        range.Fill(inside < VhdFileLayout.BitmapSize ? byte.MaxValue : (byte)0);
        return range.Length;
    }

    private (long Guest, int Count) DataAt(long offset, int wanted)
    {
        var (position, inside) = Math.DivRem(offset - layout.FirstBlock, VhdFileLayout.Stride);
        var guest = ((long)layout.BlockAt((int)position) * VhdFileLayout.BlockSize) + inside - VhdFileLayout.BitmapSize;
        return (guest, (int)Math.Min(DataEnd - inside, wanted));
    }

    // Zeros fill a block past the end of the disk; they are encrypted like the rest.
    private void Finish(long guest, Span<byte> data, int read)
    {
        data[read..].Clear();
        cipher?.Encrypt((ulong)(guest / VhdLimits.SectorSize), data, data);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> destination)
    {
        var count = Math.Min(from.Length, destination.Length);
        from[..count].CopyTo(destination);
        return count;
    }
}
