using System.Net.Http.Headers;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Reads the source of a copy: a whole object, or for a part a range of one (spec cos §6). The source may be at any location.</summary>
internal sealed class CopyRoutes(EmulatedCloud cloud, ContentStore contents, string region)
{
    public async Task<(SpilledPart Part, ObjectHeaders Headers)> ReadObjectAsync(S3Request request, CopySource source, long maxLength)
    {
        var stored = Find(request, source);
        if (request.Bucket == source.Bucket && request.Key == source.Key && request.Header("x-amz-metadata-directive") != "REPLACE")
        {
            throw new ServiceError(400, "InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.");
        }

        var part = await CopyAsync(request, stored, 0, stored.Content.Length, maxLength).ConfigureAwait(false);
        return (part, request.Header("x-amz-metadata-directive") == "REPLACE" ? ObjectHeaders.Of(request.Http.Request) : stored.Headers);
    }

    public Task<SpilledPart> ReadAsync(S3Request request, CopySource source, long maxLength)
    {
        var stored = Find(request, source);
        if (request.Header("x-amz-copy-source-range") is not { } header)
        {
            return CopyAsync(request, stored, 0, stored.Content.Length, maxLength);
        }

        return RangeHeaderValue.TryParse(header, out var range) && range.Ranges.Count == 1 && range.Ranges.Single() is { From: { } first, To: { } last } && last < stored.Content.Length
            ? CopyAsync(request, stored, first, last - first + 1, maxLength)
            : throw S3Errors.InvalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy");
    }

    private Task<SpilledPart> CopyAsync(S3Request request, StoredObject stored, long first, long count, long maxLength) => count <= maxLength
        ? contents.CopyAsync(stored.Content, first, count, request.Http.RequestAborted)
        : throw new ServiceError(400, "InvalidRequest", "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");

    private StoredObject Find(S3Request request, CopySource source)
    {
        lock (cloud.State.Gate)
        {
            var state = cloud.State.ObjectStorage;
            var bucket = state.Buckets.GetValueOrDefault(source.Bucket) ?? throw S3Errors.NoSuchBucket();
            state.Authorize(request.Identity, ObjectStorageRoles.ReadObject, bucket);
            state.UseKeyOf(bucket, request);
            state.Authorize(request.Identity, ObjectStorageRoles.WriteObject, state.Require(request.Bucket, region));
            var stored = bucket.Objects.GetValueOrDefault(source.Key) ?? throw S3Errors.NoSuchKey();
            return request.Header("x-amz-copy-source-if-match") is { } match && match.Trim('"') != stored.ETag ? throw S3Errors.PreconditionFailed() : stored;
        }
    }
}
