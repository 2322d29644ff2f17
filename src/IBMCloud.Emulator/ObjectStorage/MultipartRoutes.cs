using System.Globalization;
using System.Xml.Linq;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Multipart uploads: begin, send a part, list parts and uploads, complete, abort (spec cos §5).</summary>
internal sealed class MultipartRoutes(EmulatedCloud cloud, ContentStore contents, CopyRoutes copies, ObjectRoutes objects, string region)
{
    private const int PageLimit = 1000;

    private ObjectStorageState State => cloud.State.ObjectStorage;

    public Task BeginAsync(S3Request request)
    {
        var upload = new MultipartUpload(Guid.NewGuid().ToString(), request.Key, cloud.Clock.GetUtcNow(), ObjectHeaders.Of(request.Http.Request));
        lock (cloud.State.Gate)
        {
            BucketFor(request).Uploads.Add(upload.Id, upload);
        }

        return S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("InitiateMultipartUploadResult",
            S3Answer.Element("Bucket", request.Bucket), S3Answer.Element("Key", request.Key), S3Answer.Element("UploadId", upload.Id)));
    }

    public async Task PartAsync(S3Request request)
    {
        var number = request.Number("partNumber", 0);
        if (number is < 1 or > MultipartUpload.MaxParts)
        {
            throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }

        lock (cloud.State.Gate)
        {
            Find(request);
        }

        if (CopySource.Of(request) is { } source)
        {
            var copied = await copies.ReadAsync(request, source, MultipartUpload.MaxPartLength).ConfigureAwait(false);
            Keep(request, number, copied);
            await S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("CopyPartResult",
                S3Answer.Element("LastModified", S3Answer.Time(cloud.Clock.GetUtcNow())), S3Answer.Element("ETag", $"\"{copied.ETag}\""))).ConfigureAwait(false);
            return;
        }

        var part = await contents.ReceiveAsync(request, MultipartUpload.MaxPartLength).ConfigureAwait(false);
        Keep(request, number, part);
        request.Http.Response.Headers.ETag = $"\"{part.ETag}\"";
        await S3Answer.EmptyAsync(request.Http, 200).ConfigureAwait(false);
    }

    public Task ListPartsAsync(S3Request request)
    {
        var limit = Math.Min(request.Number("max-parts", PageLimit), PageLimit);
        var after = request.Number("part-number-marker", 0);
        (int Number, SpilledPart Part, DateTimeOffset Time)[] page;
        lock (cloud.State.Gate)
        {
            page = [.. Find(request).Parts.Where(one => one.Key > after).Take(limit + 1).Select(one => (one.Key, one.Value.Part, one.Value.LastModified))];
        }

        var shown = page.Take(limit).ToArray();
        return S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("ListPartsResult",
            S3Answer.Element("Bucket", request.Bucket), S3Answer.Element("Key", request.Key), S3Answer.Element("UploadId", request.Query("uploadId")),
            S3Answer.Element("PartNumberMarker", Text(after)), S3Answer.Element("MaxParts", Text(limit)),
            S3Answer.Element("IsTruncated", page.Length > limit ? "true" : "false"),
            page.Length > limit ? S3Answer.Element("NextPartNumberMarker", Text(shown[^1].Number)) : null,
            shown.Select(one => S3Answer.Element("Part", S3Answer.Element("PartNumber", Text(one.Number)), S3Answer.Element("LastModified", S3Answer.Time(one.Time)),
                S3Answer.Element("ETag", $"\"{one.Part.ETag}\""), S3Answer.Element("Size", Text(one.Part.Length))))));
    }

    public Task ListUploadsAsync(S3Request request)
    {
        var prefix = request.Query("prefix") ?? "";
        var marker = (Key: request.Query("key-marker") ?? "", Id: request.Query("upload-id-marker") ?? "");
        var limit = Math.Min(request.Number("max-uploads", PageLimit), PageLimit);
        MultipartUpload[] page;
        lock (cloud.State.Gate)
        {
            page = [.. BucketFor(request).Uploads.Values.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(one => one.Key, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal)
                .Where(one => string.CompareOrdinal(one.Key, marker.Key) is var order && (order > 0 || (order == 0 && marker.Id.Length > 0 && string.CompareOrdinal(one.Id, marker.Id) > 0)))
                .Take(limit + 1)];
        }

        var shown = page.Take(limit).ToArray();
        return S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("ListMultipartUploadsResult",
            S3Answer.Element("Bucket", request.Bucket), S3Answer.Element("Prefix", prefix), S3Answer.Element("MaxUploads", Text(limit)),
            S3Answer.Element("IsTruncated", page.Length > limit ? "true" : "false"),
            page.Length > limit ? S3Answer.Element("NextKeyMarker", shown[^1].Key) : null,
            page.Length > limit ? S3Answer.Element("NextUploadIdMarker", shown[^1].Id) : null,
            shown.Select(one => S3Answer.Element("Upload", S3Answer.Element("Key", one.Key), S3Answer.Element("UploadId", one.Id),
                S3Answer.Element("Initiated", S3Answer.Time(one.Initiated))))));
    }

    public async Task CompleteAsync(S3Request request)
    {
        var wanted = Wanted(await request.ReadXmlAsync().ConfigureAwait(false));
        string etag;
        lock (cloud.State.Gate)
        {
            var upload = Find(request);
            var selected = upload.Select(wanted);
            etag = MultipartUpload.ETagOf(selected);
            objects.Store(request, new StoredObject
            {
                Content = new(selected),
                ETag = etag,
                LastModified = cloud.Clock.GetUtcNow(),
                Headers = upload.Headers,
            });
            State.Require(request.Bucket, region).Uploads.Remove(upload.Id);
            ContentStore.Drop(upload.Parts.Values.Select(stored => stored.Part).Except(selected));
        }

        await S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("CompleteMultipartUploadResult",
            S3Answer.Element("Location", $"/{request.Bucket}/{request.Key}"), S3Answer.Element("Bucket", request.Bucket),
            S3Answer.Element("Key", request.Key), S3Answer.Element("ETag", $"\"{etag}\""))).ConfigureAwait(false);
    }

    public Task AbortAsync(S3Request request)
    {
        lock (cloud.State.Gate)
        {
            var upload = Find(request);
            State.Require(request.Bucket, region).Uploads.Remove(upload.Id);
            ContentStore.Drop(upload.Parts.Values.Select(stored => stored.Part));
        }

        return S3Answer.EmptyAsync(request.Http, 204);
    }

    private void Keep(S3Request request, int number, SpilledPart part)
    {
        lock (cloud.State.Gate)
        {
            try
            {
                var upload = Find(request);
                if (upload.Parts.Remove(number, out var replaced))
                {
                    ContentStore.Drop([replaced.Part]);
                }

                upload.Parts.Add(number, (part, cloud.Clock.GetUtcNow()));
            }
            catch (ServiceError)
            {
                // Aborted or completed while the part was on its way.
                ContentStore.Drop([part]);
                throw;
            }
        }
    }

    private Bucket BucketFor(S3Request request)
    {
        var bucket = State.Require(request.Bucket, region);
        State.Authorize(request.Identity, ObjectStorageRoles.WriteObject, bucket);
        State.UseKeyOf(bucket, request);
        LifecycleRules.EndStaleUploads(bucket, cloud.Clock.GetUtcNow());
        return bucket;
    }

    private MultipartUpload Find(S3Request request) =>
        BucketFor(request).Uploads.TryGetValue(request.Query("uploadId") ?? "", out var upload) && upload.Key == request.Key ? upload : throw S3Errors.NoSuchUpload();

    private static (int Number, string ETag)[] Wanted(XElement? body)
    {
        var parts = body?.Elements().Where(element => element.Name.LocalName == "Part") ?? throw S3Errors.MalformedXml("The body is missing.");
        return [.. parts.Select(part => (Number(Child(part, "PartNumber")), Child(part, "ETag").Trim('"')))];

        static string Child(XElement part, string name) =>
            part.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? throw S3Errors.MalformedXml($"A part has no {name}.");

        static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw S3Errors.MalformedXml("A part's number is none.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
