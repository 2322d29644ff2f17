using System.Buffers;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>
/// The disk in a dynamic VHD. Absent blocks, and sectors whose bit is clear in the block's bitmap, read as zeros whatever lies in the file.
/// With a cipher, the sectors that are there are decrypted by their guest LBA.
/// </summary>
internal sealed class DynamicVhdSource : SectorImageSource
{
    private readonly ImageSource _file;
    private readonly VhdBlockTable _table;
    private readonly XtsCipher? _cipher;

    // A bit per block: set once its bitmap was seen to be all ones, so that it need not be read again.
    private readonly int[] _whole;

    public DynamicVhdSource(ImageSource file, VhdBlockTable table, XtsCipher? cipher = null)
    {
        _file = file;
        _table = table;
        _cipher = cipher;
        _whole = new int[(table.Count + 31) / 32];
    }

    public override long Length => _table.DiskSize;

    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default)
    {
        var extents = new List<ImageExtent>();
        for (var block = 0; block < _table.Count; block++)
        {
            if (_table.OffsetOf(block) >= 0)
            {
                ImageExtents.Append(extents, (long)block * _table.BlockSize, _table.UsedBytes(block));
            }
        }

        return ValueTask.FromResult<IReadOnlyList<ImageExtent>>(extents);
    }

    private protected override void ReadSectors(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var piece = PieceAt(offset, destination.Length);
            var target = destination[..piece.Count];
            if (piece.BitmapOffset < 0)
            {
                target.Clear();
            }
            else
            {
                _file.Read(piece.DataOffset, target);
                var bitmap = IsWhole(piece.Block) ? null : ArrayPool<byte>.Shared.Rent(_table.BitmapSize);
                if (bitmap is not null)
                {
                    _file.Read(piece.BitmapOffset, bitmap.AsSpan(0, _table.BitmapSize));
                }

                Finish(piece, bitmap, target);
            }

            offset += piece.Count;
            destination = destination[piece.Count..];
        }
    }

    private protected override async ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (destination.Length > 0)
        {
            var piece = PieceAt(offset, destination.Length);
            var target = destination[..piece.Count];
            if (piece.BitmapOffset < 0)
            {
                target.Span.Clear();
            }
            else
            {
                await _file.ReadAsync(piece.DataOffset, target, cancellationToken).ConfigureAwait(false);
                var bitmap = IsWhole(piece.Block) ? null : ArrayPool<byte>.Shared.Rent(_table.BitmapSize);
                if (bitmap is not null)
                {
                    await _file.ReadAsync(piece.BitmapOffset, bitmap.AsMemory(0, _table.BitmapSize), cancellationToken).ConfigureAwait(false);
                }

                Finish(piece, bitmap, target.Span);
            }

            offset += piece.Count;
            destination = destination[piece.Count..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        _cipher?.Dispose();
        _file.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        _cipher?.Dispose();
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private Piece PieceAt(long offset, int wanted)
    {
        var block = (int)(offset / _table.BlockSize);
        var inside = (int)(offset % _table.BlockSize);
        var count = (int)Math.Min(wanted, _table.BlockSize - inside);
        return new Piece(block, inside / SectorSize, count, _table.OffsetOf(block), _table.OffsetOf(block) + _table.BitmapSize + inside, offset / SectorSize);
    }

    private bool IsWhole(int block) => (Volatile.Read(ref _whole[block / 32]) & (1 << (block % 32))) != 0;

    private void Finish(Piece piece, byte[]? bitmap, Span<byte> data)
    {
        if (bitmap is null)
        {
            Decrypt(piece.Lba, data);
            return;
        }

        if (VhdSectorBitmap.IsFull(bitmap, (int)(_table.UsedBytes(piece.Block) / SectorSize)))
        {
            Interlocked.Or(ref _whole[piece.Block / 32], 1 << (piece.Block % 32));
        }

        var sectors = data.Length / SectorSize;
        for (var sector = 0; sector < sectors;)
        {
            var run = VhdSectorBitmap.RunAt(bitmap, piece.FirstSector + sector, sectors - sector, out var present);
            var range = data.Slice(sector * SectorSize, run * SectorSize);
            if (present)
            {
                Decrypt(piece.Lba + sector, range);
            }
            else
            {
                range.Clear();
            }

            sector += run;
        }

        ArrayPool<byte>.Shared.Return(bitmap);
    }

    private void Decrypt(long lba, Span<byte> data) => _cipher?.Decrypt((ulong)lba, data, data);

    private readonly record struct Piece(int Block, int FirstSector, int Count, long BitmapOffset, long DataOffset, long Lba);
}
