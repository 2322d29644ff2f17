using System.Globalization;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Objects: put, head, get with range and conditions, delete (spec cos §6).</summary>
internal sealed partial class ObjectRoutes(EmulatedCloud cloud, ContentStore contents, CopyRoutes copies, string region)
{
    private const long MaxSinglePut = 5L << 30;

    private ObjectStorageState State => cloud.State.ObjectStorage;

    public async Task PutAsync(S3Request request)
    {
        Check(request, ObjectStorageRoles.WriteObject);
        if (CopySource.Of(request) is { } source)
        {
            var (copied, headers) = await copies.ReadObjectAsync(request, source, MaxSinglePut).ConfigureAwait(false);
            Store(request, new StoredObject { Content = new([copied]), ETag = copied.ETag, LastModified = cloud.Clock.GetUtcNow(), Headers = headers });
            await S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("CopyObjectResult",
                S3Answer.Element("LastModified", S3Answer.Time(cloud.Clock.GetUtcNow())), S3Answer.Element("ETag", $"\"{copied.ETag}\""))).ConfigureAwait(false);
            return;
        }

        var part = await contents.ReceiveAsync(request, MaxSinglePut).ConfigureAwait(false);
        Store(request, new StoredObject
        {
            Content = new([part]),
            ETag = part.ETag,
            LastModified = cloud.Clock.GetUtcNow(),
            Headers = ObjectHeaders.Of(request.Http.Request),
        });
        request.Http.Response.Headers.ETag = $"\"{part.ETag}\"";
        await S3Answer.EmptyAsync(request.Http, 200).ConfigureAwait(false);
    }

    /// <summary>Puts a finished object in its place and drops the one that was there.</summary>
    public void Store(S3Request request, StoredObject stored)
    {
        StoredObject? replaced;
        lock (cloud.State.Gate)
        {
            var bucket = State.Require(request.Bucket, region);
            bucket.Objects.TryGetValue(request.Key, out replaced);
            RequireUnprotected(bucket, replaced);
            bucket.Objects[request.Key] = stored;
        }

        if (replaced is not null)
        {
            ContentStore.Drop(replaced.Content.Parts);
        }
    }

    public async Task GetAsync(S3Request request, bool head)
    {
        var stored = Find(request);
        var response = request.Http.Response;
        response.Headers.ETag = $"\"{stored.ETag}\"";
        response.Headers.LastModified = stored.LastModified.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.AcceptRanges = "bytes";
        if (request.Header("If-Match") is { } match && match != "*" && match.Trim('"') != stored.ETag)
        {
            throw S3Errors.PreconditionFailed();
        }

        if (request.Header("If-None-Match") is { } none && (none == "*" || none.Trim('"') == stored.ETag))
        {
            response.StatusCode = 304;
            return;
        }

        stored.Headers.WriteTo(response);
        var range = ByteRange.Parse(request.Header("Range"), stored.Content.Length);
        response.StatusCode = range is null ? 200 : 206;
        var (first, count) = range ?? (0, stored.Content.Length);
        if (range is not null)
        {
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{first + count - 1}/{stored.Content.Length}");
        }

        response.ContentLength = count;
        if (!head)
        {
            await stored.Content.CopyToAsync(response.Body, first, count, request.Http.RequestAborted).ConfigureAwait(false);
        }
    }

    public Task DeleteAsync(S3Request request)
    {
        StoredObject? removed;
        lock (cloud.State.Gate)
        {
            var bucket = State.Require(request.Bucket, region);
            State.Authorize(request.Identity, ObjectStorageRoles.DeleteObject, bucket);
            RequireUnprotected(bucket, bucket.Objects.GetValueOrDefault(request.Key));
            bucket.Objects.Remove(request.Key, out removed);
        }

        if (removed is not null)
        {
            ContentStore.Drop(removed.Content.Parts);
        }

        return S3Answer.EmptyAsync(request.Http, 204);
    }

    private void Check(S3Request request, string action)
    {
        lock (cloud.State.Gate)
        {
            var bucket = State.Require(request.Bucket, region);
            State.Authorize(request.Identity, action, bucket);
            State.UseKeyOf(bucket, request);
            if (bucket.RetentionDays is not null && request.Header("Content-MD5") is null && request.Header("x-amz-copy-source") is null)
            {
                throw new ServiceError(400, "InvalidRequest", "Content-MD5 or a checksum is required to write to a bucket with a retention policy.");
            }
        }
    }

    /// <summary>What a retention policy protects can be neither overwritten nor deleted by anyone (spec cos §6).</summary>
    public void RequireUnprotected(Bucket bucket, StoredObject? stored)
    {
        if (stored is not null && bucket.RetentionDays is { } days && stored.LastModified.AddDays(days) > cloud.Clock.GetUtcNow())
        {
            throw S3Errors.AccessDenied("The object is protected by the bucket's retention policy.");
        }
    }

    private StoredObject Find(S3Request request)
    {
        lock (cloud.State.Gate)
        {
            var bucket = State.Require(request.Bucket, region);
            State.Authorize(request.Identity, ObjectStorageRoles.ReadObject, bucket);
            State.UseKeyOf(bucket, request);
            return bucket.Objects.TryGetValue(request.Key, out var stored) ? stored : throw S3Errors.NoSuchKey();
        }
    }
}
