using System.Collections.Concurrent;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Ext;

/// <summary>The blocks of an ext file system. Those of metadata are kept for a while, since walks come back to them.</summary>
internal sealed class ExtBlocks(ImageSource disk, long offset, int blockSize, long count)
{
    private const int CacheBytes = 4 << 20;
    private readonly ConcurrentDictionary<long, byte[]> _cache = new();

    public int BlockSize => blockSize;

    public long Count => count;

    /// <summary>A block of metadata. The caller must not change it.</summary>
    public async ValueTask<byte[]> ReadAsync(long block, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue(block, out var known))
        {
            return known;
        }

        var bytes = new byte[blockSize];
        await ReadAsync(block, 0, bytes, cancellationToken).ConfigureAwait(false);
        if (_cache.Count >= CacheBytes / blockSize)
        {
            _cache.Clear();
        }

        _cache[block] = bytes;
        return bytes;
    }

    /// <summary>Reads bytes that lie together from <paramref name="inside"/> bytes after the begin of a block.</summary>
    public async ValueTask ReadAsync(long block, long inside, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (block <= 0 || block >= count || inside + destination.Length > (count - block) * blockSize)
        {
            throw ExtFileSystem.Damaged($"something is said to lie in block {block:N0}, or from there on, of {count:N0} blocks");
        }

        var read = await disk.ReadAsync(offset + (block * blockSize) + inside, destination, cancellationToken).ConfigureAwait(false);
        if (read < destination.Length)
        {
            throw ExtFileSystem.Damaged($"what begins in block {block:N0} ends past the end of the disk");
        }
    }
}
