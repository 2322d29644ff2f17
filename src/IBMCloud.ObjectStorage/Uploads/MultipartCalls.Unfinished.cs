using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using IBMCloud.Core;
using IBMCloud.ObjectStorage.Errors;

namespace IBMCloud.ObjectStorage.Uploads;

internal sealed partial class MultipartCalls
{
    // A part that was in flight during an abort may land after it.
    private const int MostAborts = 5;

    public async IAsyncEnumerable<UnfinishedUpload> ListUploadsAsync(string bucket, string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? key = null, id = null;
        do
        {
            var request = new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix, KeyMarker = key, UploadIdMarker = id };
            var page = await S3Failure.CallAsync("list the uploads of bucket", bucket, () => transport.S3.ListMultipartUploadsAsync(request, cancellationToken)).ConfigureAwait(false);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                yield return new(upload.Key, upload.UploadId, new DateTimeOffset((upload.Initiated ?? DateTime.UtcNow).ToUniversalTime()));
            }

            (key, id) = page.IsTruncated == true ? (page.NextKeyMarker, page.NextUploadIdMarker) : (null, null);
        }
        while (key is not null);
    }

    /// <summary>Aborts after a failure or a cancellation, with a token of its own, since the caller's may be the reason.</summary>
    public async Task AbortBestEffortAsync(UploadTarget target, string uploadId, TimeSpan limit, TimeProvider time)
    {
        using var timer = new CancellationTokenSource(limit, time);
        try
        {
            await AbortUntilGoneAsync(target, uploadId, timer.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IbmCloudException or OperationCanceledException)
        {
            // The failure that led here is the one to show. What is left is found by a clean-up and by the bucket's lifecycle rule.
        }
    }

    /// <summary>Aborts, and looks: what landed in the meantime is aborted as well.</summary>
    public async Task AbortUntilGoneAsync(UploadTarget target, string uploadId, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostAborts; tries++)
        {
            await AbortAsync(target, uploadId, cancellationToken).ConfigureAwait(false);
            try
            {
                await ListPartsAsync(target, uploadId, cancellationToken).ConfigureAwait(false);
            }
            catch (ObjectStorageException e) when (e.Reason is ObjectStorageError.UploadNotFound or ObjectStorageError.ObjectNotFound)
            {
                return;
            }
        }
    }
}
