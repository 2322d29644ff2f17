using System.Buffers.Binary;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>
/// The two levels of tables that map the disk's clusters: L1 in memory, L2 tables read when they are needed and kept in a few slots, of which each
/// holds the table that was last wanted there. A slot is replaced whole, so readers need no lock.
/// </summary>
internal sealed class Qcow2Tables
{
    private const ulong OffsetMask = 0x00FF_FFFF_FFFF_FE00;
    private const int CacheBytes = 16 << 20;
    private readonly ImageSource _file;
    private readonly Qcow2Header _header;
    private readonly ulong[] _l1;
    private readonly Table?[] _slots;

    private Qcow2Tables(ImageSource file, Qcow2Header header, ulong[] l1)
    {
        _file = file;
        _header = header;
        _l1 = l1;
        _slots = new Table?[Math.Clamp(CacheBytes / header.ClusterSize, 8, 1024)];
    }

    private int EntriesPerTable => _header.ClusterSize / sizeof(ulong);

    public static async ValueTask<Qcow2Tables> ReadAsync(ImageSource file, Qcow2Header header, CancellationToken cancellationToken)
    {
        var bytes = new byte[header.L1Entries * sizeof(ulong)];
        await file.ReadAsync((long)header.L1Offset, bytes, cancellationToken).ConfigureAwait(false);
        var l1 = new ulong[header.L1Entries];
        for (var i = 0; i < l1.Length; i++)
        {
            l1[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong))) & OffsetMask;
        }

        return new Qcow2Tables(file, header, l1);
    }

    /// <summary>The cluster with this number. Reads its table where it is not at hand.</summary>
    public Qcow2Cluster Find(long cluster)
    {
        var (l1, offset, table) = Lookup(cluster);
        if (table is null && offset != 0)
        {
            table = new Table(l1, new byte[_header.ClusterSize]);
            _file.Read(offset, table.Bytes);
            Volatile.Write(ref _slots[l1 % _slots.Length], table);
        }

        return Decode(table, cluster);
    }

    /// <summary>The cluster with this number. Reads its table where it is not at hand.</summary>
    public async ValueTask<Qcow2Cluster> FindAsync(long cluster, CancellationToken cancellationToken)
    {
        var (l1, offset, table) = Lookup(cluster);
        if (table is null && offset != 0)
        {
            table = new Table(l1, new byte[_header.ClusterSize]);
            await _file.ReadAsync(offset, table.Bytes, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _slots[l1 % _slots.Length], table);
        }

        return Decode(table, cluster);
    }

    /// <summary>The number of the first cluster that another L2 table maps, where the one of <paramref name="cluster"/> is absent; else the cluster itself.</summary>
    public long SkipAbsentTable(long cluster)
    {
        var l1 = cluster / EntriesPerTable;
        return _l1[l1] == 0 ? (l1 + 1) * EntriesPerTable : cluster;
    }

    private (int L1, long Offset, Table? Table) Lookup(long cluster)
    {
        var l1 = (int)(cluster / EntriesPerTable);
        var offset = (long)_l1[l1];
        if (offset == 0)
        {
            return (l1, 0, null);
        }

        if (offset % _header.ClusterSize != 0)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                $"The qcow2 file's L2 table {l1:N0} does not lie on a cluster. Repair the file with qemu-img check, or take a good copy.");
        }

        if (offset > _file.Length - _header.ClusterSize)
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"The qcow2 file's L2 table {l1:N0} lies past the end of the file: it was cut short. Export or download the image again.");
        }

        var table = Volatile.Read(ref _slots[l1 % _slots.Length]);
        return (l1, offset, table?.L1 == l1 ? table : null);
    }

    private Qcow2Cluster Decode(Table? table, long cluster) => table is null
        ? default
        : Qcow2Cluster.Decode(
            BinaryPrimitives.ReadUInt64BigEndian(table.Bytes.AsSpan((int)(cluster % EntriesPerTable) * sizeof(ulong))), _header.ClusterBits, _header.Version);

    private sealed record Table(int L1, byte[] Bytes);
}
