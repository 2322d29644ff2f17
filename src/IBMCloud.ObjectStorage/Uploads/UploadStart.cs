using IBMCloud.ObjectStorage.Objects;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>What an upload begins from: its record, whether the journal has yet to be told of it, and the parts that the service lists; or what an earlier run has finished already.</summary>
internal readonly record struct UploadBeginning(UploadRecord Record, bool IsNew, Dictionary<int, ListedPart> Listed, UploadedObject? Finished = null);

/// <summary>Finds the upload to go on with, or begins one.</summary>
internal sealed class UploadStart(MultipartCalls calls, ObjectCalls objects, UploadTarget target, long length, UploadOptions options)
{
    private static readonly Dictionary<int, ListedPart> Nothing = [];

    public async Task<UploadBeginning> FindOrBeginAsync(CancellationToken cancellationToken)
    {
        if (options.Resume is { } resumed)
        {
            RefuseOther(resumed);
            if (await TryListAsync(resumed.UploadId, cancellationToken).ConfigureAwait(false) is { } listed)
            {
                return new(resumed, IsNew: false, listed);
            }

            if (await FindFinishedAsync(resumed, cancellationToken).ConfigureAwait(false) is { } finished)
            {
                return new(resumed, IsNew: false, Nothing, finished);
            }
        }
        else if (options.ResumeFromServer && await FindOnServerAsync(cancellationToken).ConfigureAwait(false) is { } found)
        {
            return new(found.Record, IsNew: true, found.Listed);
        }

        if (!options.Overwrite && await objects.HeadAsync(target, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            throw UploadRefusal.Exists(target, existing);
        }

        var plan = PartPlan.For(length, options.PartSize ?? options.Resume?.PartSize);
        var record = new UploadRecord
        {
            Bucket = target.Bucket,
            Key = target.Key,
            UploadId = await calls.BeginAsync(target, options, cancellationToken).ConfigureAwait(false),
            PartSize = plan.PartSize,
            Length = length,
            SourceDigest = options.SourceDigest,
        };
        return new(record, IsNew: true, Nothing);
    }

    private void RefuseOther(UploadRecord record)
    {
        if (record.Bucket != target.Bucket || record.Key != target.Key)
        {
            throw new ArgumentException($"The record is of an upload to '{record.Bucket}/{record.Key}', not to '{target}'. Give the record of this upload.", nameof(options));
        }

        if (record.Length != length)
        {
            throw UploadRefusal.OtherSource(target, $"it had {record.Length:N0} bytes, this one has {length:N0}");
        }

        if (record.SourceDigest is { } digest && options.SourceDigest is { } own && digest != own)
        {
            throw UploadRefusal.OtherSource(target, "its digest is another one");
        }

        _ = PartPlan.For(length, record.PartSize);
    }

    /// <summary>The object, where an earlier run joined its parts and was stopped before it could say so; or <see langword="null"/>.</summary>
    private async Task<UploadedObject?> FindFinishedAsync(UploadRecord record, CancellationToken cancellationToken)
    {
        UploadedPart[] parts = [.. record.Parts.DistinctBy(part => part.Number).OrderBy(part => part.Number)];
        if (record.HasOpaqueETags || parts.Length != new PartPlan(length, record.PartSize).Count)
        {
            return null;
        }

        var stored = await objects.HeadAsync(target, cancellationToken).ConfigureAwait(false);
        return stored is not null && stored.Length == length && stored.ETag == MultipartETag.Of(parts)
            ? new(target.Bucket, target.Key, length, stored.ETag, stored.VersionId, PartsSent: 0, PartsKept: parts.Length)
            : null;
    }

    /// <summary>Its parts, or <see langword="null"/> where the upload is no more.</summary>
    private async Task<Dictionary<int, ListedPart>?> TryListAsync(string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.ListPartsAsync(target, uploadId, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason is ObjectStorageError.UploadNotFound or ObjectStorageError.ObjectNotFound)
        {
            return null;
        }
    }

    private async Task<(UploadRecord Record, Dictionary<int, ListedPart> Listed)?> FindOnServerAsync(CancellationToken cancellationToken)
    {
        var open = new List<UnfinishedUpload>();
        await foreach (var upload in calls.ListUploadsAsync(target.Bucket, target.Key, cancellationToken).ConfigureAwait(false))
        {
            if (upload.Key == target.Key)
            {
                open.Add(upload);
            }
        }

        foreach (var upload in open.OrderByDescending(upload => upload.Initiated))
        {
            if (await TryListAsync(upload.UploadId, cancellationToken).ConfigureAwait(false) is { } listed && PartSizeOf(listed) is { } size)
            {
                return (new UploadRecord { Bucket = target.Bucket, Key = target.Key, UploadId = upload.UploadId, PartSize = size, Length = length, SourceDigest = options.SourceDigest }, listed);
            }
        }

        return null;
    }

    /// <summary>The size that the listed parts were cut to, or <see langword="null"/> where they do not fit this source.</summary>
    private long? PartSizeOf(Dictionary<int, ListedPart> listed)
    {
        var size = options.PartSize ?? (listed.Count == 0 ? PartPlan.For(length).PartSize : listed.Values.Max(part => part.Length));
        if (size is < PartPlan.SmallestPart or > PartPlan.LargestPart || (length + size - 1) / size > PartPlan.MostParts)
        {
            return null;
        }

        var plan = new PartPlan(length, size);
        return listed.All(part => part.Key >= 1 && part.Key <= plan.Count && part.Value.Length == plan.LengthOf(part.Key)) ? size : null;
    }
}
