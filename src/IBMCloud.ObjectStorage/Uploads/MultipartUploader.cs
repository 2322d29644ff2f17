using IBMCloud.ObjectStorage.Objects;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>One multipart upload from begin or resume to the check of the finished object.</summary>
internal sealed class MultipartUploader(MultipartCalls calls, ObjectCalls objects, UploadTarget target, ImageSource source, UploadOptions options, TimeProvider time)
{
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(60);

    public async Task<UploadedObject> RunAsync(IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var journal = new UploadJournaling(options.Journal);
        var (record, isNew, listed, finished) = await new UploadStart(calls, objects, target, source.Length, options).FindOrBeginAsync(cancellationToken).ConfigureAwait(false);
        if (finished is not null)
        {
            new TransferMeter(source.Length, progress, time).Add(source.Length);
            return finished;
        }

        try
        {
            if (isNew)
            {
                await journal.BegunAsync(record, cancellationToken).ConfigureAwait(false);
            }

            return await RunAsync(record, listed, journal, progress, cancellationToken).ConfigureAwait(false);
        }
        catch when (!options.KeepUnfinished)
        {
            await calls.AbortBestEffortAsync(target, record.UploadId, AbortLimit, time).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<UploadedObject> RunAsync(
        UploadRecord record, Dictionary<int, ListedPart> listed, UploadJournaling journal, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var plan = new PartPlan(record.Length, record.PartSize);
        var etags = new ETagKind(record.HasOpaqueETags);
        var workers = new PartWorkers(calls, target, plan, source, journal, new TransferMeter(plan.Length, progress, time), etags);
        foreach (var part in record.Parts.Where(part => IsStored(part, plan, listed)))
        {
            workers.Keep(part);
        }

        await workers.SendAsync(record.UploadId, listed, options.PartsInFlight, cancellationToken).ConfigureAwait(false);
        await RefuseExistingAsync(cancellationToken).ConfigureAwait(false);
        return await new UploadEnd(calls, objects, target)
            .CompleteAsync(record.UploadId, record.Length, workers.InOrder, etags.Opaque, workers.Sent, cancellationToken).ConfigureAwait(false);
    }

    // What the journal says was stored counts only if the service still lists the same.
    private static bool IsStored(UploadedPart part, PartPlan plan, Dictionary<int, ListedPart> listed) =>
        part.Number >= 1 && part.Number <= plan.Count && listed.TryGetValue(part.Number, out var there) && there.ETag == part.ETag && there.Length == plan.LengthOf(part.Number);

    private async Task RefuseExistingAsync(CancellationToken cancellationToken)
    {
        if (!options.Overwrite && await objects.HeadAsync(target, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            throw UploadRefusal.Exists(target, existing);
        }
    }
}
