using IBMCloud.ObjectStorage.Uploads;

namespace IBMCloud.ObjectStorage;

public sealed partial class ObjectStorageClient
{
    /// <summary>
    /// Replaces the first bytes of an object, such as the header of a re-keyed container, without sending the rest again: the service copies it. The object is replaced
    /// whole or not at all.
    /// </summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="start">The new first bytes, at most 64 MiB and not longer than the object; its length does not change.</param>
    /// <param name="expectedETag">The entity tag that the object must have, or <see langword="null"/> for whatever it has now.</param>
    /// <param name="cancellationToken">Stops it; the object stays as it was.</param>
    /// <exception cref="ObjectStorageException">There is no such object, it has another entity tag, or it changed meanwhile.</exception>
    public async Task<UploadedObject> ReplaceStartAsync(
        string bucket, string key, ReadOnlyMemory<byte> start, string? expectedETag = null, CancellationToken cancellationToken = default)
    {
        var old = await OpenObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        await using (old.ConfigureAwait(false))
        {
            if (start.IsEmpty || start.Length > old.Length || start.Length > PartBody.LargestBuffered)
            {
                throw new ArgumentException(
                    $"A start of {start.Length:N0} bytes does not fit '{bucket}/{key}' of {old.Length:N0} bytes: it has 1 byte to 64 MiB and is no longer than the object.", nameof(start));
            }

            if (expectedETag is not null && expectedETag != old.Properties.ETag)
            {
                throw new ObjectStorageException(ObjectStorageError.ObjectChanged, "replace the start of",
                    $"'{bucket}/{key}' has the entity tag {old.Properties.ETag}, not {expectedETag}: it is another object than expected, and was left alone.");
            }

            return await new StartReplacer(_transport, _multipart, _objects, old, new UploadTarget(bucket, key)).RunAsync(start, cancellationToken).ConfigureAwait(false);
        }
    }
}
