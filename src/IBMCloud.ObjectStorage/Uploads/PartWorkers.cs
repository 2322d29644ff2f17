using System.Collections.Concurrent;
using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>
/// Workers that claim part after part, read it from the source and send it, unless the service has it already. Each holds one buffer for its whole life, so memory is
/// workers × part size. The first failure stops all and is the one thrown.
/// </summary>
internal sealed class PartWorkers(
    MultipartCalls calls, UploadTarget target, PartPlan plan, ImageSource source, UploadJournaling journal, TransferMeter meter, ETagKind etags)
{
    private readonly ConcurrentDictionary<int, UploadedPart> _stored = new();
    private int _sent;

    /// <summary>Parts that this run sent.</summary>
    public int Sent => _sent;

    /// <summary>All parts in order.</summary>
    public IReadOnlyList<UploadedPart> InOrder => [.. _stored.Values.OrderBy(part => part.Number)];

    /// <summary>Takes a part as stored without looking at its bytes.</summary>
    public void Keep(UploadedPart part)
    {
        if (_stored.TryAdd(part.Number, part))
        {
            TransferTelemetry.Kept();
            meter.Add(plan.LengthOf(part.Number));
        }
    }

    /// <summary>Sends what is missing.</summary>
    /// <param name="uploadId">The upload.</param>
    /// <param name="listed">What the service has, to be compared with the source's bytes.</param>
    /// <param name="mostInFlight">Workers at most.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task SendAsync(string uploadId, IReadOnlyDictionary<int, ListedPart> listed, int mostInFlight, CancellationToken cancellationToken)
    {
        var missing = new ConcurrentQueue<int>(Enumerable.Range(1, plan.Count).Where(number => !_stored.ContainsKey(number)));
        var count = Math.Min(mostInFlight, missing.Count);
        var gate = new AdaptiveGate(Math.Max(1, count));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        var running = Enumerable.Range(0, count).Select(_ => Task.Run(() => TraceAsync(uploadId, listed, missing, gate, stop.Token), CancellationToken.None)).ToArray();
        await foreach (var worker in Task.WhenEach(running).ConfigureAwait(false))
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

    private Task TraceAsync(
        string uploadId, IReadOnlyDictionary<int, ListedPart> listed, ConcurrentQueue<int> missing, AdaptiveGate gate, CancellationToken cancellationToken) =>
        TransferTelemetry.TraceAsync("send parts", target.Bucket, target.Key, async activity =>
        {
            var count = await WorkAsync(uploadId, listed, missing, gate, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("ibmcloud.parts.sent", count);
            return count;
        });

    /// <summary>Stores part after part until none is left; returns how many.</summary>
    private async Task<int> WorkAsync(
        string uploadId, IReadOnlyDictionary<int, ListedPart> listed, ConcurrentQueue<int> missing, AdaptiveGate gate, CancellationToken cancellationToken)
    {
        byte[]? buffer = null;
        var count = 0;
        for (; missing.TryDequeue(out var number); count++)
        {
            buffer ??= PartBody.BufferFor(Math.Min(plan.PartSize, plan.Length));
            await gate.RunAsync(throttled => StoreAsync(uploadId, listed, number, buffer, throttled, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        // Only here: after a failure a request that is being given up may still read from the buffer.
        PartBody.Return(buffer);
        return count;
    }

    private async Task<UploadedPart> StoreAsync(string uploadId, IReadOnlyDictionary<int, ListedPart> listed, int number, byte[] buffer, Action throttled, CancellationToken cancellationToken)
    {
        var body = await PartBody.ReadAsync(source, plan.OffsetOf(number), plan.LengthOf(number), buffer, cancellationToken).ConfigureAwait(false);
        var md5 = Convert.ToHexStringLower(body.Md5);
        string etag;
        if (listed.TryGetValue(number, out var there) && there.Length == body.Length && there.ETag == md5)
        {
            etag = md5;
            TransferTelemetry.Kept();
        }
        else
        {
            etag = await calls.SendAsync(target, uploadId, number, body, throttled, cancellationToken).ConfigureAwait(false);
            etags.Check(target, number, md5, etag);
            Interlocked.Increment(ref _sent);
        }

        var part = new UploadedPart(number, md5, etag);
        _stored[number] = part;
        await journal.StoredAsync(part, cancellationToken).ConfigureAwait(false);
        meter.Add(body.Length);
        return part;
    }
}
