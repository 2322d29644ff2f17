using System.Xml.Linq;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Buckets: create, head, location, delete, list (spec cos §2, §3).</summary>
internal sealed class BucketRoutes(EmulatedCloud cloud, string region)
{
    private const int PageLimit = 1000;
    private const string RootKeyHeader = "ibm-sse-kp-customer-root-key-crn";
    private static readonly string[] Classes = ["standard", "smart", "vault", "cold", "onerate_active"];

    private ObjectStorageState State => cloud.State.ObjectStorage;

    public async Task CreateAsync(S3Request request)
    {
        var body = await request.ReadXmlAsync().ConfigureAwait(false);
        var instance = InstanceHeader.Require(cloud, request);
        var bucket = new Bucket(BucketName.Check(request.Bucket), region, instance)
        {
            StorageClass = ClassOf(body),
            KeyCrn = RootKeyOf(request),
            CreatedAt = cloud.Clock.GetUtcNow(),
        };
        lock (cloud.State.Gate)
        {
            State.Authorize(request.Identity, ObjectStorageRoles.CreateBucket, instance, bucket: null);
            if (State.Buckets.TryGetValue(bucket.Name, out var existing))
            {
                throw existing.Instance == instance
                    ? new ServiceError(409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.")
                    : new ServiceError(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket namespace is shared by all users of the system.");
            }

            State.UseKeyOf(bucket, request, register: true);
            State.Buckets.Add(bucket.Name, bucket);
        }

        await S3Answer.EmptyAsync(request.Http, 200).ConfigureAwait(false);
    }

    public Task HeadAsync(S3Request request)
    {
        var bucket = Find(request, ObjectStorageRoles.ReadBucket);
        if (bucket.KeyCrn is not null)
        {
            // The documentation has True and the second name; the clients read true and the first (spec clients §8).
            request.Http.Response.Headers["ibm-sse-kp-enabled"] = "true";
            request.Http.Response.Headers[RootKeyHeader] = bucket.KeyCrn;
            request.Http.Response.Headers["ibm-sse-kp-crk-id"] = bucket.KeyCrn;
        }

        return S3Answer.EmptyAsync(request.Http, 200);
    }

    public Task LocationAsync(S3Request request) => S3Answer.XmlAsync(request.Http, 200,
        S3Answer.Element("LocationConstraint", Find(request, ObjectStorageRoles.ReadBucket).LocationConstraint));

    public Task DeleteAsync(S3Request request)
    {
        lock (cloud.State.Gate)
        {
            var bucket = State.Require(request.Bucket, region);
            State.Authorize(request.Identity, ObjectStorageRoles.DeleteBucket, bucket);
            if (bucket.Objects.Count > 0)
            {
                throw new ServiceError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty.");
            }

            foreach (var upload in bucket.Uploads.Values)
            {
                ContentStore.Drop(upload.Parts.Values.Select(stored => stored.Part));
            }

            State.Buckets.Remove(bucket.Name);
            if (bucket.KeyCrn is not null)
            {
                cloud.State.KeyProtect.Deregister(bucket.KeyCrn, bucket.CrnIn(cloud.State.Iam.AccountId));
            }
        }

        return S3Answer.EmptyAsync(request.Http, 204);
    }

    public Task ListAsync(S3Request request)
    {
        var instance = InstanceHeader.Require(cloud, request);
        var extended = request.Has("extended");
        var (prefix, marker) = (request.Query("prefix") ?? "", request.Query("marker") ?? "");
        var limit = extended ? Math.Clamp(request.Number("max-keys", PageLimit), 1, PageLimit) : int.MaxValue;
        Bucket[] found;
        lock (cloud.State.Gate)
        {
            State.Authorize(request.Identity, ObjectStorageRoles.ListBuckets, instance, bucket: null);

            // The list is the instance's, whatever the endpoint's region.
            found = [.. State.Buckets.Values.Where(bucket => bucket.Instance == instance)
                .Where(bucket => !extended || (bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(bucket.Name, marker) > 0))
                .OrderBy(bucket => bucket.Name, StringComparer.Ordinal)];
        }

        return S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("ListAllMyBucketsResult",
            S3Answer.Element("Owner", S3Answer.Element("ID", instance), S3Answer.Element("DisplayName", instance)),
            extended ? S3Answer.Element("IsTruncated", found.Length > limit ? "true" : "false") : null,
            extended ? S3Answer.Element("Marker", marker) : null,
            S3Answer.Element("Buckets", found.Take(limit).Select(bucket => S3Answer.Element("Bucket", S3Answer.Element("Name", bucket.Name),
                S3Answer.Element("CreationDate", S3Answer.Time(bucket.CreatedAt)),
                extended ? S3Answer.Element("LocationConstraint", bucket.LocationConstraint) : null)).Cast<object>().ToArray())));
    }

    private Bucket Find(S3Request request, string action)
    {
        lock (cloud.State.Gate)
        {
            var bucket = State.Require(request.Bucket, region);
            State.Authorize(request.Identity, action, bucket);
            return bucket;
        }
    }

    private string ClassOf(XElement? body)
    {
        var constraint = body?.Elements().FirstOrDefault(element => element.Name.LocalName == "LocationConstraint")?.Value.Trim();
        if (string.IsNullOrEmpty(constraint))
        {
            return "standard";
        }

        return constraint.StartsWith(region + "-", StringComparison.Ordinal) && Classes.Contains(constraint[(region.Length + 1)..])
            ? constraint[(region.Length + 1)..]
            : throw new ServiceError(400, "InvalidLocationConstraint", "The specified location constraint is not valid.");
    }

    private string? RootKeyOf(S3Request request)
    {
        if (request.Header(RootKeyHeader) is not { } crn)
        {
            return null;
        }

        var parts = crn.Split(':');
        if (request.Header("ibm-sse-kp-encryption-algorithm") != "AES256")
        {
            throw S3Errors.InvalidArgument("ibm-sse-kp-encryption-algorithm must be AES256.");
        }

        if (parts.Length != 10 || parts[8] != "key")
        {
            throw S3Errors.InvalidArgument("The resource type is missing or wrong in the root key's CRN. Supported value: \"key\"");
        }

        return parts[5] == region ? crn : throw S3Errors.InvalidArgument("The Key CRN could not be found.");
    }
}
