using Amazon.S3.Model;
using IBMCloud.ObjectStorage.Errors;
using IBMCloud.ObjectStorage.Http;
using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.ObjectStorage.Uploads;

namespace IBMCloud.ObjectStorage.Objects;

/// <summary>The calls for one object: its head, and a single PUT of a small one.</summary>
internal sealed class ObjectCalls(S3Transport transport, TransferRetry retry)
{
    public async Task<ObjectProperties?> HeadAsync(UploadTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = target.Bucket, Key = target.Key };
            var head = await S3Failure.CallAsync("look at", target.ToString(), () => transport.S3.GetObjectMetadataAsync(request, cancellationToken)).ConfigureAwait(false);
            return new(target.Bucket, target.Key, head.ContentLength, head.ETag?.Trim('"') ?? "",
                head.LastModified is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null, VersionOf(head.VersionId));
        }
        catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.ObjectNotFound)
        {
            return null;
        }
    }

    /// <summary>Stores a small object; returns entity tag and version.</summary>
    public Task<(string ETag, string? VersionId)> PutAsync(UploadTarget target, PartBody body, UploadOptions options, CancellationToken cancellationToken) => retry.RunAsync(
        "store", target.ToString(),
        async attempt =>
        {
            var stream = body.Open(attempt);
            await using (stream.ConfigureAwait(false))
            {
                var request = new PutObjectRequest
                {
                    BucketName = target.Bucket,
                    Key = target.Key,
                    InputStream = stream,
                    AutoCloseStream = false,
                    ContentType = options.ContentType ?? "application/octet-stream",
                    MD5Digest = Convert.ToBase64String(body.Md5),
                };
                foreach (var (name, value) in options.Metadata)
                {
                    request.Metadata.Add(name, value);
                }

                var answer = await transport.S3.PutObjectAsync(request, attempt.Token).ConfigureAwait(false);
                TransferTelemetry.Sent(body.Length);
                return answer.ETag is { Length: > 0 } etag ? (etag.Trim('"'), VersionOf(answer.VersionId)) : throw new IOException("the answer has no entity tag");
            }
        },
        S3Operation.LongestSilence,
        cancellationToken: cancellationToken);

    /// <summary>Where a bucket keeps no versions, servers say nothing, an empty text or <c>null</c>.</summary>
    public static string? VersionOf(string? text) => text is null or "" or "null" ? null : text;
}
