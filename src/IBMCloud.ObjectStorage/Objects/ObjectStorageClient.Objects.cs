using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using IBMCloud.ObjectStorage.Errors;
using IBMCloud.ObjectStorage.Uploads;

namespace IBMCloud.ObjectStorage;

public sealed partial class ObjectStorageClient
{
    /// <summary>An object's properties, or <see langword="null"/> where there is no such object.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<ObjectProperties?> FindObjectAsync(string bucket, string key, CancellationToken cancellationToken = default)
    {
        CheckName(bucket, key);
        return _objects.HeadAsync(new UploadTarget(bucket, key), cancellationToken);
    }

    /// <summary>Opens an object for reading by ranges. All reads are of the object as it is now: one that changes underneath is an error.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ObjectStorageException">There is no such object.</exception>
    public async Task<ObjectImageSource> OpenObjectAsync(string bucket, string key, CancellationToken cancellationToken = default)
    {
        var found = await FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false)
            ?? throw new ObjectStorageException(ObjectStorageError.ObjectNotFound, "read", $"There is no object '{key}' in bucket '{bucket}'. Check the bucket, the key and the endpoint's location.");
        return new ObjectImageSource(_transport, found);
    }

    /// <summary>The objects of a bucket, in the service's order, which need not be that of their keys.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="prefix">Only keys that begin so; all where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<ListedObject> ListObjectsAsync(string bucket, string? prefix = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BucketName.Check(bucket);
        string? mark = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = mark };
            var page = await S3Failure.CallAsync("list bucket", bucket, () => _transport.S3.ListObjectsV2Async(request, cancellationToken)).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new(item.Key, item.Size ?? 0, Unquote(item.ETag), Time(item.LastModified));
            }

            mark = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (mark is not null);
    }

    /// <summary>Deletes an object. One that is gone already is no error. In a bucket with versions, without <paramref name="versionId"/> this only marks it deleted.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="versionId">The version to delete, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task DeleteObjectAsync(string bucket, string key, string? versionId = null, CancellationToken cancellationToken = default)
    {
        CheckName(bucket, key);
        try
        {
            var request = new DeleteObjectRequest { BucketName = bucket, Key = key, VersionId = versionId };
            await S3Failure.CallAsync("delete", $"{bucket}/{key}", () => _transport.S3.DeleteObjectAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.ObjectNotFound)
        {
            // Gone is what was asked for.
        }
    }

    private static void CheckName(string bucket, string key)
    {
        BucketName.Check(bucket);
        ArgumentException.ThrowIfNullOrEmpty(key);
    }

    private static string Unquote(string? etag) => etag?.Trim('"') ?? "";

    private static DateTimeOffset? Time(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;
}
