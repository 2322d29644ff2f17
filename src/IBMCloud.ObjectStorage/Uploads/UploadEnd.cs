using IBMCloud.ObjectStorage.Objects;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>Joins the parts of an upload and proves that the object is the one that was sent.</summary>
internal sealed class UploadEnd(MultipartCalls calls, ObjectCalls objects, UploadTarget target)
{
    public async Task<UploadedObject> CompleteAsync(
        string uploadId, long length, IReadOnlyList<UploadedPart> parts, bool opaque, int partsSent, CancellationToken cancellationToken)
    {
        string? joined = null, version = null;
        try
        {
            (joined, version) = await calls.CompleteAsync(target, uploadId, parts, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason is ObjectStorageError.UploadNotFound)
        {
            // A repeat after a lost answer: the first one may have joined the parts. The look below decides.
        }

        var expected = opaque ? joined : MultipartETag.Of(parts);
        var stored = await objects.HeadAsync(target, cancellationToken).ConfigureAwait(false);
        return stored is not null && stored.Length == length && (expected is null || stored.ETag == expected)
            ? new(target.Bucket, target.Key, length, stored.ETag, version ?? stored.VersionId, partsSent, parts.Count - partsSent)
            : throw new ObjectStorageException(stored is null ? ObjectStorageError.UploadNotFound : ObjectStorageError.Damaged, "complete the upload of",
                $"'{target}' is not what was uploaded: expected {length:N0} bytes with entity tag {expected ?? "(opaque)"}, "
                + (stored is null ? "but there is no such object. Upload it again." : $"found {stored.Length:N0} bytes with {stored.ETag}. Another writer may have replaced it: look at it, then upload again."));
    }
}
