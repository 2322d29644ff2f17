using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;
using IBMCloud.ObjectStorage.Objects;
using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>
/// Uploads what a pipe yields, in parts: one reader fills buffers, several senders empty them. A part is repeated from its buffer; the upload as a whole cannot be
/// resumed, since a pipe gives its bytes once. Memory is parts in flight × part size; a slow service stalls the pipe.
/// </summary>
internal sealed class PipeUploader(MultipartCalls calls, ObjectCalls objects, UploadTarget target, PipeReader source, UploadOptions options, TimeProvider time)
{
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<int, UploadedPart> _stored = new();
    private readonly ETagKind _etags = new(opaque: false);

    public async Task<UploadedObject> RunAsync(long? length, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var partSize = length is { } known ? PartPlan.For(known, options.PartSize).PartSize : options.PartSize ?? PartPlan.DefaultPart;
        if (partSize > PartBody.LargestBuffered)
        {
            throw new ArgumentException($"A pipe's bytes come once, so each part is held in memory, and parts of {partSize:N0} bytes are too large for that. "
                + "Upload a random-access source instead, or split the object.", nameof(length));
        }

        await RefuseExistingAsync(cancellationToken).ConfigureAwait(false);
        var first = new byte[partSize];
        var count = await FillAsync(first, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            throw UploadRefusal.Empty(target);
        }

        var meter = new TransferMeter(length ?? long.MaxValue, progress, time);
        return count < first.Length || count == length
            ? await PutAsync(first.AsMemory(0, count), length, meter, cancellationToken).ConfigureAwait(false)
            : await SendAsync(first, length, meter, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadedObject> PutAsync(ReadOnlyMemory<byte> whole, long? length, TransferMeter meter, CancellationToken cancellationToken)
    {
        RefuseOtherLength(whole.Length, length);
        var (etag, version) = await objects.PutAsync(target, PartBody.Of(whole), options, cancellationToken).ConfigureAwait(false);
        meter.Add(whole.Length);
        return new(target.Bucket, target.Key, whole.Length, etag, version, PartsSent: 1, PartsKept: 0);
    }

    private async Task<UploadedObject> SendAsync(byte[] first, long? length, TransferMeter meter, CancellationToken cancellationToken)
    {
        var uploadId = await calls.BeginAsync(target, options, cancellationToken).ConfigureAwait(false);
        try
        {
            var total = await SendPartsAsync(uploadId, first, meter, cancellationToken).ConfigureAwait(false);
            RefuseOtherLength(total, length);
            await RefuseExistingAsync(cancellationToken).ConfigureAwait(false);
            UploadedPart[] parts = [.. _stored.Values.OrderBy(part => part.Number)];
            return await new UploadEnd(calls, objects, target).CompleteAsync(uploadId, total, parts, _etags.Opaque, partsSent: parts.Length, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await calls.AbortBestEffortAsync(target, uploadId, AbortLimit, time).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<long> SendPartsAsync(string uploadId, byte[] first, TransferMeter meter, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var filled = Channel.CreateBounded<(int Number, byte[] Buffer, int Count)>(1);
        var free = new ConcurrentBag<byte[]>();
        var gate = new AdaptiveGate(options.PartsInFlight);
        // A buffer is held from before it is filled until its part is stored.
        using var places = new SemaphoreSlim(options.PartsInFlight, options.PartsInFlight);
        var senders = Enumerable.Range(0, options.PartsInFlight).Select(_ => Task.Run(SendAsync, CancellationToken.None)).ToArray();
        var reading = Task.Run(ReadAsync, CancellationToken.None);
        Exception? failure = null;
        await foreach (var one in Task.WhenEach([.. senders, reading]).ConfigureAwait(false))
        {
            if (!one.IsCompletedSuccessfully)
            {
                failure ??= one.Exception?.InnerException;
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return await reading.ConfigureAwait(false);

        async Task<long> ReadAsync()
        {
            try
            {
                await places.WaitAsync(stop.Token).ConfigureAwait(false);
                long total = first.Length;
                await filled.Writer.WriteAsync((1, first, first.Length), stop.Token).ConfigureAwait(false);
                for (var number = 2; ; number++)
                {
                    await places.WaitAsync(stop.Token).ConfigureAwait(false);
                    var buffer = free.TryTake(out var used) ? used : new byte[first.Length];
                    var count = await FillAsync(buffer, stop.Token).ConfigureAwait(false);
                    if (count == 0)
                    {
                        return total;
                    }

                    if (number > PartPlan.MostParts)
                    {
                        throw new ArgumentException($"The pipe yields more than {PartPlan.MostParts:N0} parts of {first.Length:N0} bytes. Say its length beforehand, or ask for larger parts.");
                    }

                    total += count;
                    await filled.Writer.WriteAsync((number, buffer, count), stop.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                filled.Writer.Complete();
            }
        }

        async Task SendAsync()
        {
            await foreach (var (number, buffer, count) in filled.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                var body = PartBody.Of(buffer.AsMemory(0, count));
                var md5 = Convert.ToHexStringLower(body.Md5);
                var etag = await gate.RunAsync(throttled => calls.SendAsync(target, uploadId, number, body, throttled, stop.Token), stop.Token).ConfigureAwait(false);
                _etags.Check(target, number, md5, etag);
                _stored[number] = new UploadedPart(number, md5, etag);
                meter.Add(count);
                free.Add(buffer);
                places.Release();
            }
        }
    }

    /// <summary>Fills the buffer, or as much of it as the pipe still has.</summary>
    private async Task<int> FillAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        var count = 0;
        while (count < buffer.Length)
        {
            var read = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            var taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, buffer.Length - count));
            foreach (var segment in taken)
            {
                segment.Span.CopyTo(buffer.AsSpan(count));
                count += segment.Length;
            }

            source.AdvanceTo(taken.End);
            if (read.IsCanceled)
            {
                throw new OperationCanceledException("The pipe's reads were cancelled.");
            }

            if (read.IsCompleted && taken.Length == read.Buffer.Length)
            {
                break;
            }
        }

        return count;
    }

    private void RefuseOtherLength(long total, long? length)
    {
        if (length is { } expected && total != expected)
        {
            throw new ObjectStorageException(ObjectStorageError.SourceChanged, "upload",
                $"The pipe for '{target}' yielded {total:N0} bytes, not the {expected:N0} that were announced. Nothing was stored: find out what ended it early.");
        }
    }

    private async Task RefuseExistingAsync(CancellationToken cancellationToken)
    {
        if (!options.Overwrite && await objects.HeadAsync(target, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            throw UploadRefusal.Exists(target, existing);
        }
    }
}
