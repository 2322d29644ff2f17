using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Downloads;

/// <summary>
/// A source through a cache of a fixed number of blocks. A block is fetched once however many wait for it; the least recently used idle one makes room. Where all are
/// in use the read goes past the cache, so memory never grows.
/// </summary>
internal sealed class ReadAheadSource(ImageSource inner, ReadAheadOptions options) : ImageSource
{
    private readonly int _blockSize = options.BlockSize;
    private readonly int _most = options.Blocks;
    private readonly int _ahead = options.Blocks / 2;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, CachedBlock> _blocks = [];
    private readonly CancellationTokenSource _closed = new();
    private long _time;
    private long _lastIndex = -1;

    public override long Length => inner.Length;

    public override ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) => inner.GetExtentsAsync(cancellationToken);

    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (!destination.IsEmpty)
        {
            var index = offset / _blockSize;
            var within = (int)(offset - index * _blockSize);
            var count = Math.Min(destination.Length, _blockSize - within);
            var block = Take(index);
            if (block is null)
            {
                await inner.ReadAsync(offset, destination[..count], cancellationToken).ConfigureAwait(false);
            }
            else
            {
                try
                {
                    await block.Filled.WaitAsync(cancellationToken).ConfigureAwait(false);
                    block.Bytes.AsSpan(within, count).CopyTo(destination.Span);
                }
                finally
                {
                    Return(index, block);
                }
            }

            offset += count;
            destination = destination[count..];
        }
    }

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        var buffer = new byte[destination.Length];
        BlockingRead.Run(cancellationToken => ReadExactlyAsync(offset, buffer, cancellationToken));
        buffer.CopyTo(destination);
    }

    protected override void Dispose(bool disposing)
    {
        _closed.Cancel();
        inner.Dispose();
    }

    private CachedBlock? Take(long index)
    {
        lock (_gate)
        {
            var block = FindOrFetch(index, makeRoom: true);
            if (index == _lastIndex || index == _lastIndex + 1)
            {
                for (var next = index + 1; next <= index + _ahead && next * _blockSize < Length; next++)
                {
                    if (FindOrFetch(next, makeRoom: true) is { } fetched)
                    {
                        fetched.Users--;
                    }
                }
            }

            _lastIndex = index;
            return block;
        }
    }

    /// <summary>The block with one more user, or null where there is no room.</summary>
    private CachedBlock? FindOrFetch(long index, bool makeRoom)
    {
        if (_blocks.TryGetValue(index, out var found))
        {
            found.Users++;
            found.LastUsed = ++_time;
            return found;
        }

        var bytes = _blocks.Count < _most ? GC.AllocateUninitializedArray<byte>((int)Math.Min(_blockSize, Length)) : makeRoom ? Evict() : null;
        if (bytes is null)
        {
            return null;
        }

        var block = new CachedBlock(bytes) { Users = 1, LastUsed = ++_time };
        _blocks.Add(index, block);
        block.Filled = Task.Run(() => FetchAsync(index, bytes));
        return block;
    }

    private byte[]? Evict()
    {
        var idle = _blocks.Where(one => one.Value is { Users: 0, Filled.IsCompleted: true }).OrderBy(one => one.Value.LastUsed).Take(1).ToArray();
        if (idle is not [var (index, block)])
        {
            return null;
        }

        _blocks.Remove(index);
        return block.Bytes;
    }

    private async Task FetchAsync(long index, byte[] bytes) => await inner.ReadAsync(index * _blockSize, bytes, _closed.Token).ConfigureAwait(false);

    private void Return(long index, CachedBlock block)
    {
        lock (_gate)
        {
            block.Users--;
            // A failure is for those who waited for it; the next one fetches anew.
            if (!block.Filled.IsCompletedSuccessfully && block.Filled.IsCompleted && _blocks.TryGetValue(index, out var still) && still == block)
            {
                _blocks.Remove(index);
            }
        }
    }

    private sealed class CachedBlock(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public Task Filled { get; set; } = Task.CompletedTask;

        public int Users { get; set; }

        public long LastUsed { get; set; }
    }
}
