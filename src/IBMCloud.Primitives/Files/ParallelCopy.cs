using System.Runtime.InteropServices;

namespace IBMCloud.Primitives;

/// <summary>Workers that claim chunk after chunk of a source and write each to its place in a file. The first failure stops all and is the one thrown.</summary>
internal sealed class ParallelCopy(
    ImageSource source, AtomicFile file, IReadOnlyList<ImageExtent>? extents, ImageFileWriterOptions options, TransferMeter meter, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Holes are kept by this granule: small ones would make a file of many fragments.</summary>
    private const int HoleGranule = 64 << 10;
    private const int BufferAlignment = 4096;
    private readonly int _chunkSize = options.ChunkSize;
    private readonly bool _flush = options.Flush;
    private readonly long _writebackStep = Math.Max(EarlyWriteback.Step, options.ChunkSize);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private long _claimed;

    public Task RunAsync(int workers)
    {
        var chunks = (source.Length + _chunkSize - 1) / _chunkSize;
        var count = (int)Math.Min(workers, chunks);
        var running = new Task[count];
        for (var i = 0; i < count; i++)
        {
            running[i] = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        return Finish(running);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>The failure that came first stopped the others; they ended without one of their own, or with one that followed from it.</summary>
    private async Task Finish(Task[] running)
    {
        Exception? first = null;
        await foreach (var worker in Task.WhenEach(running).ConfigureAwait(false))
        {
            first ??= worker.Exception?.InnerException;
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    private unsafe void Work()
    {
        var buffer = NativeMemory.AlignedAlloc((nuint)_chunkSize, BufferAlignment);
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var offset = (Interlocked.Increment(ref _claimed) - 1) * _chunkSize;
                if (offset >= source.Length)
                {
                    return;
                }

                var chunk = new Span<byte>(buffer, (int)Math.Min(_chunkSize, source.Length - offset));
                Copy(offset, chunk);
                BeginWriteback(offset, offset + chunk.Length);
                meter.Add(chunk.Length);
            }
        }
        catch
        {
            _stop.Cancel();
            throw;
        }
        finally
        {
            NativeMemory.AlignedFree(buffer);
        }
    }

    /// <summary>Chunks are claimed in order: whoever ends a step begins to write it back. A chunk of it that is still in work waits for the flush.</summary>
    private void BeginWriteback(long start, long end)
    {
        var (before, after) = (start / _writebackStep, end / _writebackStep);
        if (_flush && after > before)
        {
            EarlyWriteback.Begin(file.Handle, before * _writebackStep, (after - before) * _writebackStep);
        }
    }

    private void Copy(long offset, Span<byte> chunk)
    {
        if (extents is not null && !MayHoldData(offset, offset + chunk.Length))
        {
            return;
        }

        var read = source.Read(offset, chunk);
        if (read != chunk.Length)
        {
            throw new EndOfStreamException($"The source ended at byte {offset + read:N0} although it says it has {source.Length:N0}: it changed while being read.");
        }

        if (extents is null)
        {
            file.Write(offset, chunk);
            return;
        }

        for (var at = 0; at < chunk.Length; at += HoleGranule)
        {
            var part = chunk[at..Math.Min(chunk.Length, at + HoleGranule)];
            if (part.ContainsAnyExcept((byte)0))
            {
                file.Write(offset + at, part);
            }
        }
    }

    private bool MayHoldData(long start, long end)
    {
        // The first extent that ends after the start decides: extents are sorted and do not overlap.
        int low = 0, high = extents!.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = extents[middle].End > start ? (low, middle) : (middle + 1, high);
        }

        return low < extents.Count && extents[low].Offset < end;
    }
}
