using System.Globalization;
using Amazon.S3.Model;
using IBMCloud.Core;
using IBMCloud.ObjectStorage.Errors;
using IBMCloud.ObjectStorage.Http;
using IBMCloud.ObjectStorage.Objects;
using IBMCloud.ObjectStorage.Transfers;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>
/// The calls of a multipart upload.
/// <code>
/// POST   /b/k?uploads                     UploadId
/// PUT    /b/k?partNumber=N&amp;uploadId=U     ETag; Content-MD5 is checked before the part is stored
/// GET    /b/k?uploadId=U                  parts, 1000 a page
/// GET    /b?uploads&amp;prefix=k              open uploads, 1000 a page
/// POST   /b/k?uploadId=U                  joins the parts; may say 200 and then fail
/// DELETE /b/k?uploadId=U                  204
/// </code>
/// </summary>
internal sealed partial class MultipartCalls(S3Transport transport, TransferRetry retry)
{
    private static readonly TimeSpan CompleteLimit = TimeSpan.FromMinutes(15);

    /// <summary>Begins an upload. Where the answer is lost it begins another one: the one that nobody knows has no parts and costs nothing until a clean-up ends it.</summary>
    public Task<string> BeginAsync(UploadTarget target, UploadOptions options, CancellationToken cancellationToken) => retry.RunAsync("begin the upload of", target.ToString(), async attempt =>
    {
        var request = new InitiateMultipartUploadRequest { BucketName = target.Bucket, Key = target.Key, ContentType = options.ContentType ?? "application/octet-stream" };
        foreach (var (name, value) in options.Metadata)
        {
            request.Metadata.Add(name, value);
        }

        var answer = await transport.S3.InitiateMultipartUploadAsync(request, attempt.Token).ConfigureAwait(false);
        return answer.UploadId is { Length: > 0 } id ? id : throw new IOException("the answer has no upload id");
    }, S3Operation.LongestSilence, cancellationToken: cancellationToken);

    /// <summary>Sends a part until it is stored; returns the service's entity tag for it.</summary>
    public async Task<string> SendAsync(UploadTarget target, string uploadId, int number, PartBody body, Action throttled, CancellationToken cancellationToken)
    {
        Exception? sourceFailure = null;
        try
        {
            return await retry.RunAsync(
                "store a part of", $"{target} (part {number})",
                async attempt =>
                {
                    var stream = body.Open(attempt);
                    await using (stream.ConfigureAwait(false))
                    {
                        try
                        {
                            var request = new UploadPartRequest
                            {
                                BucketName = target.Bucket,
                                Key = target.Key,
                                UploadId = uploadId,
                                PartNumber = number,
                                PartSize = stream.Length,
                                InputStream = stream,
                                MD5Digest = Convert.ToBase64String(body.Md5),
                            };
                            var answer = await transport.S3.UploadPartAsync(request, attempt.Token).ConfigureAwait(false);
                            TransferTelemetry.Sent(body.Length);
                            return answer.ETag is { Length: > 0 } etag ? etag.Trim('"') : throw new IOException("the answer has no entity tag");
                        }
                        finally
                        {
                            sourceFailure = stream.SourceFailure;
                        }
                    }
                },
                S3Operation.LongestSilence,
                throttled,
                cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudTransportException) when (sourceFailure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(sourceFailure);
            throw;
        }
    }

    public async Task<Dictionary<int, ListedPart>> ListPartsAsync(UploadTarget target, string uploadId, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<int, ListedPart>();
        string? marker = null;
        do
        {
            var request = new ListPartsRequest { BucketName = target.Bucket, Key = target.Key, UploadId = uploadId, PartNumberMarker = marker };
            var page = await S3Failure.CallAsync("list the parts of", target.ToString(), () => transport.S3.ListPartsAsync(request, cancellationToken)).ConfigureAwait(false);
            foreach (var part in page.Parts ?? [])
            {
                parts[part.PartNumber ?? 0] = new(part.ETag?.Trim('"') ?? "", part.Size ?? 0);
            }

            marker = page.IsTruncated == true ? page.NextPartNumberMarker?.ToString(CultureInfo.InvariantCulture) : null;
        }
        while (marker is not null);
        return parts;
    }

    /// <summary>Joins the parts; returns entity tag and version.</summary>
    public Task<(string ETag, string? VersionId)> CompleteAsync(UploadTarget target, string uploadId, IReadOnlyList<UploadedPart> inOrder, CancellationToken cancellationToken) =>
        retry.RunAsync(
            "complete the upload of", target.ToString(),
            async attempt =>
            {
                var request = new CompleteMultipartUploadRequest
                {
                    BucketName = target.Bucket,
                    Key = target.Key,
                    UploadId = uploadId,
                    PartETags = [.. inOrder.Select(part => new PartETag(part.Number, $"\"{part.ETag}\""))],
                };
                var answer = await transport.S3.CompleteMultipartUploadAsync(request, attempt.Token).ConfigureAwait(false);
                return answer.ETag is { Length: > 0 } etag ? (etag.Trim('"'), ObjectCalls.VersionOf(answer.VersionId)) : throw new IOException("the answer has no entity tag");
            },
            CompleteLimit,
            cancellationToken: cancellationToken);

    public async Task AbortAsync(UploadTarget target, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            var request = new AbortMultipartUploadRequest { BucketName = target.Bucket, Key = target.Key, UploadId = uploadId };
            await S3Failure.CallAsync("abort the upload of", target.ToString(), () => transport.S3.AbortMultipartUploadAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason is ObjectStorageError.UploadNotFound or ObjectStorageError.ObjectNotFound)
        {
            // Gone is what was asked for; one server says NoSuchKey here.
        }
    }
}

/// <summary>A part as the service lists it.</summary>
internal readonly record struct ListedPart(string ETag, long Length);
