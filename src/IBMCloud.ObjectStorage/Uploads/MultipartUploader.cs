using IBMCloud.Core;
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
        var (record, listed) = await new UploadStart(calls, objects, target, source.Length, options).FindOrBeginAsync(journal, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(record, listed, journal, progress, cancellationToken).ConfigureAwait(false);
        }
        catch when (!options.KeepUnfinished)
        {
            await AbortAsync(record.UploadId).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<UploadedObject> RunAsync(
        UploadRecord record, Dictionary<int, ListedPart> listed, UploadJournaling journal, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var plan = new PartPlan(record.Length, record.PartSize);
        var etags = new ETagKind(record.OpaqueETags);
        var workers = new PartWorkers(calls, target, plan, source, journal, new TransferMeter(plan.Length, progress, time), etags);
        foreach (var part in record.Parts.Where(part => IsStored(part, plan, listed)))
        {
            workers.Keep(part);
        }

        await workers.SendAsync(record.UploadId, listed, options.PartsInFlight, cancellationToken).ConfigureAwait(false);
        await RefuseExistingAsync(cancellationToken).ConfigureAwait(false);
        var parts = workers.InOrder;
        var expected = etags.Opaque ? null : MultipartETag.Of(parts);
        var (etag, version) = await CompleteAsync(record, parts, expected, cancellationToken).ConfigureAwait(false);
        return new(target.Bucket, target.Key, plan.Length, etag, version, workers.Sent, plan.Count - workers.Sent);
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

    private async Task<(string ETag, string? VersionId)> CompleteAsync(UploadRecord record, IReadOnlyList<UploadedPart> parts, string? expected, CancellationToken cancellationToken)
    {
        string? version = null;
        try
        {
            (_, version) = await calls.CompleteAsync(target, record.UploadId, parts, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason is ObjectStorageError.UploadNotFound)
        {
            // A repeat after a lost answer: the first one may have joined the parts. The look below decides.
        }

        var stored = await objects.HeadAsync(target, cancellationToken).ConfigureAwait(false);
        return stored is not null && stored.Length == record.Length && (expected is null || stored.ETag == expected)
            ? (stored.ETag, version ?? stored.VersionId)
            : throw new ObjectStorageException(stored is null ? ObjectStorageError.UploadNotFound : ObjectStorageError.Damaged, "complete the upload of",
                $"'{target}' is not what was uploaded: expected {record.Length:N0} bytes with entity tag {expected ?? "(opaque)"}, "
                + (stored is null ? "but there is no such object. Upload it again." : $"found {stored.Length:N0} bytes with {stored.ETag}. Another writer may have replaced it: look at it, then upload again."));
    }

    // The caller's token may be the reason for the abort, so this one has its own.
    private async Task AbortAsync(string uploadId)
    {
        using var limit = new CancellationTokenSource(AbortLimit, time);
        try
        {
            await calls.AbortUntilGoneAsync(target, uploadId, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IbmCloudException or OperationCanceledException)
        {
            // The failure that led here is the one to show. What is left is found by CleanUpUploadsAsync and by the bucket's lifecycle rule.
        }
    }
}
