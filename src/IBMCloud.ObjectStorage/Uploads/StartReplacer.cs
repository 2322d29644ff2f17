using System.Globalization;
using Amazon.S3.Model;
using IBMCloud.ObjectStorage.Errors;
using IBMCloud.ObjectStorage.Http;
using IBMCloud.ObjectStorage.Objects;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>
/// Makes an object that begins with other bytes and goes on as a stored one: the first part is sent, the others are copied inside the service.
/// <code>
/// part 1       the new start, filled up from the old object to 16 MiB (a part has at least 5 MiB)
/// part 2…      UploadPartCopy of the rest, at most 1 GiB each, only if the old object is still the same
/// </code>
/// </summary>
internal sealed class StartReplacer(S3Transport transport, MultipartCalls calls, ObjectCalls objects, ObjectImageSource old, UploadTarget target)
{
    private const int FirstPart = 16 << 20;
    private const long CopiedPart = 1L << 30;
    private const int CopiesInFlight = 4;
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(60);

    public async Task<UploadedObject> RunAsync(ReadOnlyMemory<byte> start, CancellationToken cancellationToken)
    {
        var options = new UploadOptions { Overwrite = true };
        var first = new byte[Math.Min(old.Length, Math.Max(FirstPart, start.Length))];
        start.CopyTo(first);
        await old.ReadAsync(start.Length, first.AsMemory(start.Length), cancellationToken).ConfigureAwait(false);
        var body = PartBody.Of(first);
        if (first.Length == old.Length)
        {
            await RefuseChangedAsync(cancellationToken).ConfigureAwait(false);
            var (etag, version) = await objects.PutAsync(target, body, options, cancellationToken).ConfigureAwait(false);
            return new(target.Bucket, target.Key, old.Length, etag, version, PartsSent: 1, PartsKept: 0);
        }

        var uploadId = await calls.BeginAsync(target, options, cancellationToken).ConfigureAwait(false);
        try
        {
            var parts = new UploadedPart[1 + (int)((old.Length - first.Length + CopiedPart - 1) / CopiedPart)];
            var tag = await calls.SendAsync(target, uploadId, 1, body, static () => { }, cancellationToken).ConfigureAwait(false);
            var md5 = Convert.ToHexStringLower(body.Md5);
            parts[0] = new(1, md5, tag);
            await Parallel.ForAsync(1, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = CopiesInFlight, CancellationToken = cancellationToken }, async (index, token) =>
            {
                var from = first.Length + (index - 1) * CopiedPart;
                parts[index] = await CopyAsync(uploadId, index + 1, from, Math.Min(old.Length, from + CopiedPart) - 1, token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            await RefuseChangedAsync(cancellationToken).ConfigureAwait(false);
            return await new UploadEnd(calls, objects, target).CompleteAsync(uploadId, old.Length, parts, opaque: tag != md5, partsSent: 1, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await calls.AbortBestEffortAsync(target, uploadId, AbortLimit, transport.Options.TimeProvider).ConfigureAwait(false);
            throw;
        }
    }

    private Task<UploadedPart> CopyAsync(string uploadId, int number, long first, long last, CancellationToken cancellationToken) => S3Failure.CallAsync("copy to", $"{target} (part {number})", async () =>
    {
        var request = new CopyPartRequest
        {
            SourceBucket = old.Properties.Bucket,
            SourceKey = old.Properties.Key,
            ETagToMatch = [$"\"{old.Properties.ETag}\""],
            FirstByte = first,
            LastByte = last,
            DestinationBucket = target.Bucket,
            DestinationKey = target.Key,
            UploadId = uploadId,
            PartNumber = number,
        };
        var answer = await transport.S3.CopyPartAsync(request, cancellationToken).ConfigureAwait(false);
        // The MD5 of a copied part is what the service says it is: its bytes never pass here.
        return answer.ETag?.Trim('"') is { Length: > 0 } etag
            ? new UploadedPart(number, etag, etag)
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the answer to the copy of bytes {first} to {last} has no entity tag"));
    });

    private async Task RefuseChangedAsync(CancellationToken cancellationToken)
    {
        var now = await objects.HeadAsync(new UploadTarget(old.Properties.Bucket, old.Properties.Key), cancellationToken).ConfigureAwait(false);
        if (now?.ETag != old.Properties.ETag)
        {
            throw new ObjectStorageException(ObjectStorageError.ObjectChanged, "replace the start of",
                $"'{old.Properties.Bucket}/{old.Properties.Key}' changed while its start was being replaced, and was left alone. Look at its present state and begin again.");
        }
    }
}
