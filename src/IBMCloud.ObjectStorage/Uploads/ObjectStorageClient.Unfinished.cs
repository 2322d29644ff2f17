using IBMCloud.ObjectStorage.Uploads;

namespace IBMCloud.ObjectStorage;

public sealed partial class ObjectStorageClient
{
    /// <summary>The unfinished uploads of a bucket.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="prefix">Only keys that begin so; all where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<UnfinishedUpload> ListUnfinishedUploadsAsync(string bucket, string? prefix = null, CancellationToken cancellationToken = default)
    {
        BucketName.Check(bucket);
        return _multipart.ListUploadsAsync(bucket, prefix, cancellationToken);
    }

    /// <summary>Ends an unfinished upload and drops its parts. One that is gone already is no error.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="uploadId">The service's id of the upload.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task AbortUploadAsync(string bucket, string key, string uploadId, CancellationToken cancellationToken = default)
    {
        CheckName(bucket, key);
        ArgumentException.ThrowIfNullOrEmpty(uploadId);
        return _multipart.AbortUntilGoneAsync(new UploadTarget(bucket, key), uploadId, cancellationToken);
    }

    /// <summary>
    /// Ends the unfinished uploads that were begun long ago. The service keeps them for ever and bills their parts, and no console shows them.
    /// </summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="olderThan">Only those begun at least so long ago, by this client's clock; one that someone is still sending should be younger.</param>
    /// <param name="prefix">Only keys that begin so; all where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops between two uploads.</param>
    /// <returns>What was ended.</returns>
    public async Task<IReadOnlyList<UnfinishedUpload>> CleanUpUploadsAsync(string bucket, TimeSpan olderThan, string? prefix = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        var before = _transport.Options.TimeProvider.GetUtcNow() - olderThan;
        var stale = new List<UnfinishedUpload>();
        await foreach (var upload in ListUnfinishedUploadsAsync(bucket, prefix, cancellationToken).ConfigureAwait(false))
        {
            if (upload.Initiated <= before)
            {
                stale.Add(upload);
            }
        }

        foreach (var upload in stale)
        {
            await AbortUploadAsync(bucket, upload.Key, upload.UploadId, cancellationToken).ConfigureAwait(false);
        }

        return stale;
    }
}
