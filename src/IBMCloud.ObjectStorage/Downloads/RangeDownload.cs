using System.IO.Pipelines;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Downloads;

/// <summary>Reads an object by ranges, several at once, each worker with one buffer.</summary>
internal sealed class RangeDownload(ImageSource source, DownloadOptions options, TransferMeter meter)
{
    private long _claimed;

    /// <summary>Writes each range to its place in a file. The first failure stops all and is the one thrown.</summary>
    public async Task ToFileAsync(AtomicFile file, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ranges = (source.Length + options.RangeSize - 1) / options.RangeSize;
        var workers = Enumerable.Range(0, (int)Math.Min(options.RangesInFlight, ranges)).Select(_ => Task.Run(() => WorkAsync(file, stop.Token), CancellationToken.None)).ToArray();
        Exception? first = null;
        await foreach (var worker in Task.WhenEach(workers).ConfigureAwait(false))
        {
            if (!worker.IsCompletedSuccessfully)
            {
                first ??= worker.Exception?.InnerException;
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Writes the ranges in order; those after the one being written are on their way already.</summary>
    public async Task ToPipeAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var free = new Stack<byte[]>();
        var ahead = new Queue<Task<(byte[] Buffer, int Count)>>();
        long next = 0;
        try
        {
            while (true)
            {
                for (; ahead.Count < options.RangesInFlight && next < source.Length; next += options.RangeSize)
                {
                    var buffer = free.TryPop(out var used) ? used : GC.AllocateUninitializedArray<byte>((int)Math.Min(options.RangeSize, source.Length));
                    ahead.Enqueue(ReadAsync(next, buffer, stop.Token));
                }

                if (!ahead.TryPeek(out var first))
                {
                    return;
                }

                var (filled, count) = await first.ConfigureAwait(false);
                _ = ahead.Dequeue();
                var flushed = await destination.WriteAsync(filled.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                meter.Add(count);
                if (flushed.IsCompleted)
                {
                    return;
                }

                free.Push(filled);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(ahead)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(AtomicFile file, CancellationToken cancellationToken)
    {
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(options.RangeSize, source.Length));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var offset = (Interlocked.Increment(ref _claimed) - 1) * options.RangeSize;
            if (offset >= source.Length)
            {
                return;
            }

            var (_, count) = await ReadAsync(offset, buffer, cancellationToken).ConfigureAwait(false);
            file.Write(offset, buffer.AsSpan(0, count));
            meter.Add(count);
        }
    }

    private async Task<(byte[] Buffer, int Count)> ReadAsync(long offset, byte[] buffer, CancellationToken cancellationToken) =>
        (buffer, await source.ReadAsync(offset, buffer, cancellationToken).ConfigureAwait(false));
}
