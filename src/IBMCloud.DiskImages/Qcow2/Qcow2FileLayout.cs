using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>
/// Where everything lies in a qcow2 file that is written here, in clusters of 64 KiB. All of it follows from the disk's size, its runs of clusters and
/// the length of the LUKS header; any cluster of metadata is made when it is read.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>cluster 0</term><description>header and its extension that points to the LUKS header</description></item>
/// <item><term>then</term><description>the LUKS header, where there is one</description></item>
/// <item><term>then</term><description>refcount table, refcount blocks: 16 bits per cluster of the file, all 1</description></item>
/// <item><term>then</term><description>L1 table, and an L2 table for each 512 MiB of the disk that hold anything</description></item>
/// <item><term>then</term><description>data, in the order of the disk</description></item>
/// </list>
/// </remarks>
internal sealed class Qcow2FileLayout
{
    public const int ClusterBits = 16;
    public const int ClusterSize = 1 << ClusterBits;

    /// <summary>64 TiB: what an L1 table of 1 MiB maps, and far above what any import takes.</summary>
    public const long MaxVirtualSize = 64L << 40;
    private const int EntriesPerTable = ClusterSize / sizeof(ulong);
    private const int RefcountsPerBlock = ClusterSize / sizeof(ushort);
    private const ulong Copied = 1UL << 63;
    private readonly long _virtualSize;
    private readonly Qcow2ClusterRuns _runs;
    private readonly int[] _tables;
    private readonly long _refcountTable;
    private readonly long _refcountTableClusters;
    private readonly long _refcountBlocks;
    private readonly long _l1;
    private readonly int _l1Entries;
    private readonly long _l2;

    /// <param name="virtualSize">The disk's size in bytes.</param>
    /// <param name="runs">Its clusters that are there.</param>
    /// <param name="luksHeaderLength">Length of the LUKS header in bytes, whole clusters; 0 for a plain file.</param>
    public Qcow2FileLayout(long virtualSize, Qcow2ClusterRuns runs, long luksHeaderLength)
    {
        _virtualSize = virtualSize;
        _runs = runs;
        LuksHeaderLength = luksHeaderLength;
        _tables = Tables(runs);
        _l1Entries = (int)CeilingDiv(Clusters(virtualSize), EntriesPerTable);
        var l1Clusters = CeilingDiv(_l1Entries, EntriesPerTable);
        _refcountTable = 1 + (luksHeaderLength / ClusterSize);

        // The refcounts count their own clusters too, so their number is found by growing it until it suffices.
        long blocks = 1, total;
        while (true)
        {
            _refcountTableClusters = CeilingDiv(blocks, EntriesPerTable);
            total = _refcountTable + _refcountTableClusters + blocks + l1Clusters + _tables.Length + runs.Count;
            if (CeilingDiv(total, RefcountsPerBlock) <= blocks)
            {
                break;
            }

            blocks = CeilingDiv(total, RefcountsPerBlock);
        }

        _refcountBlocks = _refcountTable + _refcountTableClusters;
        _l1 = _refcountBlocks + blocks;
        _l2 = _l1 + l1Clusters;
        DataOffset = (_l2 + _tables.Length) * ClusterSize;
        Length = total * ClusterSize;
    }

    public long Length { get; }

    public long DataOffset { get; }

    public long LuksHeaderLength { get; }

    public static long LuksHeaderOffset => ClusterSize;

    public static long Clusters(long virtualSize) => CeilingDiv(virtualSize, ClusterSize);

    /// <summary>Refuses a disk that is larger than what is written here.</summary>
    public static void CheckSource(long size)
    {
        if (size > MaxVirtualSize)
        {
            throw new DiskImageException(DiskImageError.LimitExceeded,
                $"The disk has {size:N0} bytes; qcow2 files are written up to {MaxVirtualSize:N0} (64 TiB). Make the disk smaller before it is exported.");
        }
    }

    /// <summary>Where on the disk the data at an offset of the file belong, and how many bytes from there lie in the same order.</summary>
    public (long Guest, long Count) DiskAt(long offset)
    {
        var (rank, inside) = Math.DivRem(offset - DataOffset, ClusterSize);
        var (cluster, following) = _runs.Select(rank);
        return ((cluster * ClusterSize) + inside, (following * ClusterSize) - inside);
    }

    /// <summary>Makes a cluster of metadata that is neither data nor the LUKS header.</summary>
    public void WriteMetadata(long cluster, Span<byte> bytes)
    {
        bytes.Clear();
        if (cluster == 0)
        {
            WriteHeader(bytes);
        }
        else if (cluster < _refcountBlocks)
        {
            WriteTable(bytes, (cluster - _refcountTable) * EntriesPerTable, _l1 - _refcountBlocks, index => (ulong)((_refcountBlocks + index) * ClusterSize));
        }
        else if (cluster < _l1)
        {
            WriteRefcounts(bytes, (cluster - _refcountBlocks) * RefcountsPerBlock);
        }
        else if (cluster < _l2)
        {
            var first = (cluster - _l1) * EntriesPerTable;
            WriteTable(bytes, first, _l1Entries, index => Array.BinarySearch(_tables, (int)index) is >= 0 and var table ? (ulong)((_l2 + table) * ClusterSize) | Copied : 0);
        }
        else
        {
            WriteL2(bytes, (long)_tables[cluster - _l2] * EntriesPerTable);
        }
    }

    private void WriteHeader(Span<byte> bytes)
    {
        Qcow2Header.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], 3);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[20..], ClusterBits);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], _virtualSize);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[32..], LuksHeaderLength > 0 ? Qcow2Header.CryptLuks : Qcow2Header.CryptNone);
        BinaryPrimitives.WriteInt32BigEndian(bytes[36..], _l1Entries);
        BinaryPrimitives.WriteInt64BigEndian(bytes[40..], _l1 * ClusterSize);
        BinaryPrimitives.WriteInt64BigEndian(bytes[48..], _refcountTable * ClusterSize);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[56..], (uint)_refcountTableClusters);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[96..], 4); // refcounts of 2^4 bits
        BinaryPrimitives.WriteUInt32BigEndian(bytes[100..], Qcow2Header.Version3Length);
        if (LuksHeaderLength > 0)
        {
            var extension = bytes[Qcow2Header.Version3Length..];
            BinaryPrimitives.WriteUInt32BigEndian(extension, Qcow2Luks.HeaderPointer);
            BinaryPrimitives.WriteUInt32BigEndian(extension[4..], 16);
            BinaryPrimitives.WriteInt64BigEndian(extension[8..], LuksHeaderOffset);
            BinaryPrimitives.WriteInt64BigEndian(extension[16..], LuksHeaderLength);
        }
    }

    private static void WriteTable(Span<byte> bytes, long first, long count, Func<long, ulong> entry)
    {
        for (var i = 0; i < EntriesPerTable && first + i < count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes[(i * sizeof(ulong))..], entry(first + i));
        }
    }

    private void WriteRefcounts(Span<byte> bytes, long firstCluster)
    {
        var count = (int)Math.Clamp((Length / ClusterSize) - firstCluster, 0, RefcountsPerBlock);
        for (var i = 0; i < count; i++)
        {
            bytes[(i * sizeof(ushort)) + 1] = 1;
        }
    }

    private void WriteL2(Span<byte> bytes, long firstCluster)
    {
        for (var run = _runs.FirstRunFrom(firstCluster); run < _runs.RunCount; run++)
        {
            var (start, count, rank) = _runs.Run(run);
            for (var cluster = Math.Max(start, firstCluster); cluster < start + count; cluster++)
            {
                if (cluster - firstCluster >= EntriesPerTable)
                {
                    return;
                }

                var offset = (ulong)(DataOffset + ((rank + cluster - start) * ClusterSize));
                BinaryPrimitives.WriteUInt64BigEndian(bytes[((int)(cluster - firstCluster) * sizeof(ulong))..], offset | Copied);
            }
        }
    }

    // The L2 tables that have an entry, by their number, rising.
    private static int[] Tables(Qcow2ClusterRuns runs)
    {
        var tables = new List<int>();
        for (var run = 0; run < runs.RunCount; run++)
        {
            var (start, count, _) = runs.Run(run);
            for (var table = (int)(start / EntriesPerTable); table <= (start + count - 1) / EntriesPerTable; table++)
            {
                if (tables.Count == 0 || tables[^1] < table)
                {
                    tables.Add(table);
                }
            }
        }

        return [.. tables];
    }

    private static long CeilingDiv(long value, long unit) => (value + unit - 1) / unit;
}
