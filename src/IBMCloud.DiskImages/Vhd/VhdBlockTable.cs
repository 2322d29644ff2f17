using System.Buffers.Binary;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>The block allocation table (BAT) of a dynamic VHD, every entry of it checked against the file before anything is read by it.</summary>
internal sealed class VhdBlockTable
{
    private readonly uint[] _entries;

    private VhdBlockTable(uint[] entries, long diskSize, uint blockSize)
    {
        _entries = entries;
        DiskSize = diskSize;
        BlockSize = blockSize;
        BitmapSize = VhdLimits.BitmapSize(blockSize);
    }

    public long DiskSize { get; }

    public uint BlockSize { get; }

    public int BitmapSize { get; }

    /// <summary>Blocks that the disk needs; what the table may have beyond them is not looked at.</summary>
    public int Count => _entries.Length;

    /// <summary>Where the block's sector bitmap begins in the file; its data follow it. -1: the block is absent.</summary>
    public long OffsetOf(int block) => _entries[block] == VhdLimits.AbsentBlock ? -1 : (long)_entries[block] * VhdLimits.SectorSize;

    /// <summary>Bytes of the disk in a block: fewer than a block's size in a partial last one.</summary>
    public long UsedBytes(int block) => Math.Min(BlockSize, DiskSize - ((long)block * BlockSize));

    public static async ValueTask<VhdBlockTable> ReadAsync(ImageSource file, VhdFile vhd, CancellationToken cancellationToken)
    {
        var header = vhd.Header!;
        var size = VhdSize.Check(vhd.Footer.DiskSize);
        var count = CheckHeader(header, size, file.Length);
        var bytes = new byte[count * sizeof(uint)];
        await file.ReadAsync(header.TableOffset, bytes, cancellationToken).ConfigureAwait(false);
        var entries = new uint[count];
        for (var block = 0; block < count; block++)
        {
            entries[block] = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(block * sizeof(uint)));
        }

        var table = new VhdBlockTable(entries, size, header.BlockSize);
        VhdBlockPlacement.Check(table, vhd);
        return table;
    }

    private static int CheckHeader(VhdDynamicHeader header, long size, long fileLength)
    {
        if (!uint.IsPow2(header.BlockSize) || header.BlockSize is < VhdLimits.MinBlockSize or > VhdLimits.MaxBlockSize)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                $"The VHD's block size is {header.BlockSize:N0} bytes; it has to be a power of two from 4 KiB to 256 MiB. Export the image again.");
        }

        var count = (size + header.BlockSize - 1) / header.BlockSize;
        if (count > header.TableEntries)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                $"The VHD's block table has {header.TableEntries:N0} entries where the disk of {size:N0} bytes needs {count:N0}. Export the image again.");
        }

        if (count > VhdLimits.MaxTableEntries)
        {
            throw new DiskImageException(DiskImageError.LimitExceeded,
                $"The VHD has {count:N0} blocks of {header.BlockSize:N0} bytes; at most {VhdLimits.MaxTableEntries:N0} are read. Convert it to blocks of 2 MiB.");
        }

        if (header.TableOffset > fileLength - (count * sizeof(uint)))
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"The VHD ends at byte {fileLength:N0}, before its block table does: it was cut short. Export or download the image again.");
        }

        return (int)count;
    }
}
