using System.Buffers;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>The disk in a qcow2 file.</summary>
/// <param name="file">The file.</param>
/// <param name="data">Where data are read from: the file, or the file as decrypted.</param>
/// <param name="header">Its header, checked.</param>
/// <param name="tables">Its tables.</param>
internal sealed class Qcow2Source(ImageSource file, ImageSource data, Qcow2Header header, Qcow2Tables tables) : SectorImageSource
{
    private readonly bool _isEncrypted = header.Crypt == Qcow2Header.CryptLuks;

    // The compressed cluster that was unpacked last: small reads in a row want the same one.
    private Unpacked? _unpacked;

    public override long Length => (long)header.VirtualSize;

    public override async ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default)
    {
        var extents = new List<ImageExtent>();
        var count = ((Length - 1) >> header.ClusterBits) + 1;
        for (var cluster = tables.SkipAbsentTable(0); cluster < count;)
        {
            if ((await tables.FindAsync(cluster, cancellationToken).ConfigureAwait(false)).Kind != Qcow2ClusterKind.Zeros)
            {
                var offset = cluster << header.ClusterBits;
                ImageExtents.Append(extents, offset, Math.Min(header.ClusterSize, Length - offset));
            }

            cluster++;
            cluster = cluster < count ? tables.SkipAbsentTable(cluster) : cluster;
        }

        return extents;
    }

    private protected override void ReadSectors(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var (index, inside, target) = PieceAt(offset, destination.Length);
            var piece = destination[..target];
            var cluster = tables.Find(index);
            if (cluster.Kind == Qcow2ClusterKind.Plain)
            {
                data.Read(CheckPlain(cluster, inside, target), piece);
            }
            else if (cluster.Kind == Qcow2ClusterKind.Zeros)
            {
                piece.Clear();
            }
            else
            {
                var unpacked = Cached(index);
                if (unpacked is null)
                {
                    var packed = ArrayPool<byte>.Shared.Rent(cluster.CompressedLength);
                    var length = file.Read(CheckCompressed(cluster), packed.AsSpan(0, cluster.CompressedLength));
                    unpacked = Unpack(index, packed, length);
                }

                unpacked.AsSpan(inside, target).CopyTo(piece);
            }

            offset += target;
            destination = destination[target..];
        }
    }

    private protected override async ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (destination.Length > 0)
        {
            var (index, inside, target) = PieceAt(offset, destination.Length);
            var piece = destination[..target];
            var cluster = await tables.FindAsync(index, cancellationToken).ConfigureAwait(false);
            if (cluster.Kind == Qcow2ClusterKind.Plain)
            {
                await data.ReadAsync(CheckPlain(cluster, inside, target), piece, cancellationToken).ConfigureAwait(false);
            }
            else if (cluster.Kind == Qcow2ClusterKind.Zeros)
            {
                piece.Span.Clear();
            }
            else
            {
                var unpacked = Cached(index);
                if (unpacked is null)
                {
                    var packed = ArrayPool<byte>.Shared.Rent(cluster.CompressedLength);
                    var length = await file.ReadAsync(CheckCompressed(cluster), packed.AsMemory(0, cluster.CompressedLength), cancellationToken).ConfigureAwait(false);
                    unpacked = Unpack(index, packed, length);
                }

                unpacked.AsSpan(inside, target).CopyTo(piece.Span);
            }

            offset += target;
            destination = destination[target..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        data.Dispose();
        file.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await data.DisposeAsync().ConfigureAwait(false);
        await file.DisposeAsync().ConfigureAwait(false);
    }

    private (long Index, int Inside, int Count) PieceAt(long offset, int wanted)
    {
        var inside = (int)(offset & (header.ClusterSize - 1));
        return (offset >> header.ClusterBits, inside, Math.Min(wanted, header.ClusterSize - inside));
    }

    private long CheckPlain(Qcow2Cluster cluster, int inside, int count)
    {
        if ((cluster.Offset & (header.ClusterSize - 1)) != 0)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                $"A cluster of the qcow2 file is said to lie at byte {cluster.Offset:N0}, which is no cluster. Check the file with qemu-img check, or take a good copy.");
        }

        return cluster.Offset + inside + count <= file.Length ? cluster.Offset + inside : throw Cut(cluster.Offset);
    }

    private long CheckCompressed(Qcow2Cluster cluster)
    {
        if (_isEncrypted)
        {
            throw new DiskImageException(DiskImageError.Unsupported,
                "The encrypted qcow2 file has compressed clusters, which LUKS in qcow2 does not know. Convert it anew: qemu-img convert without -c.");
        }

        return cluster.Offset < file.Length ? cluster.Offset : throw Cut(cluster.Offset);
    }

    private DiskImageException Cut(long offset) => new(DiskImageError.Truncated,
        $"The qcow2 file ends at byte {file.Length:N0}, before the cluster at {offset:N0} does: it was cut short. Export or download the image again.");

    private byte[]? Cached(long index) => Volatile.Read(ref _unpacked) is { } last && last.Index == index ? last.Bytes : null;

    private byte[] Unpack(long index, byte[] packed, int length)
    {
        var bytes = Qcow2Decompressor.Unpack(packed, length, header.Compression == 1, header.ClusterSize);
        ArrayPool<byte>.Shared.Return(packed);
        Volatile.Write(ref _unpacked, new Unpacked(index, bytes));
        return bytes;
    }

    private sealed record Unpacked(long Index, byte[] Bytes);
}
