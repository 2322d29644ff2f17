namespace IBMCloud.DiskImages.Ext;

/// <summary>The bytes of a file, a folder or a long link of an ext file system.</summary>
internal sealed class ExtFile
{
    private readonly ExtInode _inode;
    private readonly ExtBlocks _blocks;
    private readonly byte[]? _inline;

    public ExtFile(ExtInode inode, ExtBlocks blocks)
    {
        _inode = inode;
        _blocks = blocks;
        _inline = inode.HasInlineData ? ExtInlineData.Read(inode) : inode.IsShortLink ? inode.Map[..(int)inode.Length].ToArray() : null;
    }

    public ExtFileKind Kind => _inode.Kind;

    public long Length => _inode.Length;

    /// <summary>Reads from an offset; less than asked for only where the file ends.</summary>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(Length - offset, 0, destination.Length);
        destination = destination[..count];
        if (_inline is not null)
        {
            _inline.AsMemory((int)Math.Min(offset, _inline.Length), count).CopyTo(destination);
            return count;
        }

        while (destination.Length > 0)
        {
            var (block, inside) = Math.DivRem(offset, _blocks.BlockSize);
            var run = await (_inode.HasExtents
                ? ExtExtentTree.FindAsync(_inode, block, _blocks, cancellationToken)
                : ExtBlockMap.FindAsync(_inode, block, _blocks, cancellationToken)).ConfigureAwait(false);
            var piece = (int)Math.Min(destination.Length, Math.Min(run.Count, int.MaxValue) * _blocks.BlockSize - inside);
            if (run.Block == 0)
            {
                destination.Span[..piece].Clear();
            }
            else
            {
                await _blocks.ReadAsync(run.Block, inside, destination[..piece], cancellationToken).ConfigureAwait(false);
            }

            offset += piece;
            destination = destination[piece..];
        }

        return count;
    }

    /// <summary>Reads the whole file where it has at most <paramref name="limit"/> bytes.</summary>
    public async ValueTask<byte[]> ReadAllAsync(int limit, CancellationToken cancellationToken)
    {
        if (Length > limit)
        {
            throw new DiskImageException(DiskImageError.LimitExceeded,
                $"A file of the ext file system (inode {_inode.Number:N0}) has {Length:N0} bytes; at most {limit:N0} are read of one of its kind. Look into it by other means.");
        }

        var bytes = new byte[Length];
        await ReadAsync(0, bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }
}
