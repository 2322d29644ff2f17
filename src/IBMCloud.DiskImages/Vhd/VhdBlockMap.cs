using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>Which blocks of a disk a VHD holds: a bit per block, the least significant bit of byte 0 is block 0.</summary>
internal sealed class VhdBlockMap
{
    private const int BlockSize = (int)VhdLimits.DefaultBlockSize;

    public VhdBlockMap(long diskSize)
        : this(new byte[(Blocks(diskSize) + 7) / 8], Blocks(diskSize))
    {
    }

    private VhdBlockMap(byte[] bits, int count) => (Bits, Count) = (bits, count);

    public byte[] Bits { get; }

    /// <summary>Blocks of the disk, there or not.</summary>
    public int Count { get; }

    public bool this[int block] => (Bits[block >> 3] & (1 << (block & 7))) != 0;

    /// <summary>The numbers of the blocks that are there, rising.</summary>
    public int[] Present() => [.. Enumerable.Range(0, Count).Where(block => this[block])];

    /// <summary>Takes bits over; null where they are not a map of such a disk.</summary>
    public static VhdBlockMap? TryCreate(byte[] bits, long diskSize)
    {
        var count = Blocks(diskSize);
        var strayBits = count % 8 == 0 || bits.Length == 0 ? 0 : bits[^1] >> (count % 8);
        return bits.Length == (count + 7) / 8 && strayBits == 0 ? new VhdBlockMap(bits, count) : null;
    }

    /// <summary>The blocks that the source's extents touch; with <paramref name="scan"/> only those of them that hold a byte other than zero.</summary>
    public static async ValueTask<VhdBlockMap> OfAsync(ImageSource source, bool scan, CancellationToken cancellationToken)
    {
        var map = new VhdBlockMap(source.Length);
        var buffer = scan ? new byte[BlockSize] : [];
        foreach (var extent in await source.GetExtentsAsync(cancellationToken).ConfigureAwait(false))
        {
            for (var block = (int)(extent.Offset / BlockSize); block <= (extent.End - 1) / BlockSize; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (map[block])
                {
                    continue;
                }

                if (!scan || await HasDataAsync(source, block, buffer, cancellationToken).ConfigureAwait(false))
                {
                    map.Bits[block >> 3] |= (byte)(1 << (block & 7));
                }
            }
        }

        buffer.AsSpan().Clear();
        return map;
    }

    private static int Blocks(long diskSize) => (int)((diskSize + BlockSize - 1) / BlockSize);

    private static async ValueTask<bool> HasDataAsync(ImageSource source, int block, byte[] buffer, CancellationToken cancellationToken)
    {
        var read = await source.ReadAsync((long)block * BlockSize, buffer, cancellationToken).ConfigureAwait(false);
        return buffer.AsSpan(0, read).ContainsAnyExcept((byte)0);
    }
}
