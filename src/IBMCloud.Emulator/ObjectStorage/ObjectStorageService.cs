using System.Xml.Linq;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.ObjectStorage;

// method, target                     operation
// GET    /                           list buckets (?extended: with locations)
// PUT    /bucket                     create a bucket
// HEAD   /bucket                     bucket facts
// GET    /bucket?location            location and class
// GET    /bucket?uploads             open multipart uploads
// GET    /bucket[?list-type=2]       objects
// GET, PUT, DELETE /bucket?lifecycle  rules; the one that ends unfinished uploads is applied
// GET    /bucket?versioning          always empty: versions are not kept
// GET, PUT /bucket?protection        retention policy
// POST   /bucket?delete              delete up to 1000 objects
// DELETE /bucket                     delete the empty bucket
// PUT    /bucket/key                 store an object; x-amz-copy-source: copy one, also a range as a part
// GET, HEAD, DELETE /bucket/key      read (Range, If-Match), facts, delete
// POST   /bucket/key?uploads         begin a multipart upload
// PUT    /bucket/key?partNumber&uploadId   send a part
// GET    /bucket/key?uploadId        parts so far
// POST   /bucket/key?uploadId        complete
// DELETE /bucket/key?uploadId        abort

/// <summary>Cloud Object Storage: the S3 API in path style, a port per region (spec cos).</summary>
internal sealed class ObjectStorageService(EmulatedCloud cloud) : IEmulatedService
{
    public EmulatedService Service => EmulatedService.ObjectStorage;

    public bool Regional => true;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port)
    {
        var contents = new ContentStore(cloud.Temp, cloud.Options.Switches);
        var copies = new CopyRoutes(cloud, contents, port.Region);
        var buckets = new BucketRoutes(cloud, port.Region);
        var lists = new ListRoutes(cloud, port.Region);
        var objects = new ObjectRoutes(cloud, contents, copies, port.Region);
        var multipart = new MultipartRoutes(cloud, contents, copies, objects, port.Region);
        var configuration = new ConfigurationRoutes(cloud, port.Region);
        var signatures = new SignatureCheck(cloud, port.Region);
        routes.MapMethods("/{**path}", ["GET", "HEAD", "PUT", "POST", "DELETE"], context =>
        {
            context.Response.Headers["x-amz-request-id"] = context.Response.Headers["X-Clv-Request-Id"] = Guid.NewGuid().ToString();
            var request = signatures.Admit(context);
            return (request.Bucket.Length == 0 ? OfService(request, buckets)
                : request.Key.Length == 0 ? OfBucket(request, buckets, lists, multipart, objects, configuration)
                : OfObject(request, objects, multipart)) ?? throw NotImplemented();
        });
    }

    public Task WriteErrorAsync(HttpContext context, ServiceError error) => S3Answer.XmlAsync(context, error.Status, new XElement("Error",
        new XElement("Code", CodeOf(error)),
        new XElement("Message", error.Message),
        new XElement("Resource", context.Request.Path.Value),
        new XElement("RequestId", context.Response.Headers["X-Clv-Request-Id"].ToString()),
        new XElement("httpStatusCode", error.Status)));

    private static Task? OfService(S3Request request, BucketRoutes buckets) => request.Http.Request.Method == "GET" ? buckets.ListAsync(request) : null;

    private static Task? OfBucket(
        S3Request request, BucketRoutes buckets, ListRoutes lists, MultipartRoutes multipart, ObjectRoutes objects, ConfigurationRoutes configuration) => request.Http.Request.Method switch
    {
        "GET" when request.Has("lifecycle") => configuration.ReadLifecycleAsync(request),
        "PUT" when request.Has("lifecycle") => configuration.WriteLifecycleAsync(request),
        "DELETE" when request.Has("lifecycle") => configuration.DeleteLifecycleAsync(request),
        "GET" when request.Has("versioning") => configuration.ReadVersioningAsync(request),
        "GET" when request.Has("protection") => configuration.ReadProtectionAsync(request),
        "PUT" when request.Has("protection") => configuration.WriteProtectionAsync(request),
        "GET" when request.Has("object-lock") => throw new ServiceError(404, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"),
        "POST" when request.Has("delete") => objects.DeleteManyAsync(request),
        "PUT" when request.Http.Request.Query.Count == 0 => buckets.CreateAsync(request),
        "HEAD" => buckets.HeadAsync(request),
        "GET" when request.Has("location") => buckets.LocationAsync(request),
        "GET" when request.Has("uploads") => multipart.ListUploadsAsync(request),
        "GET" => lists.ObjectsAsync(request),
        "DELETE" when request.Http.Request.Query.Count == 0 => buckets.DeleteAsync(request),
        _ => null,
    };

    private static Task? OfObject(S3Request request, ObjectRoutes objects, MultipartRoutes multipart) => (request.Http.Request.Method, request.Has("uploadId")) switch
    {
        ("PUT", true) => multipart.PartAsync(request),
        ("GET", true) => multipart.ListPartsAsync(request),
        ("POST", true) => multipart.CompleteAsync(request),
        ("DELETE", true) => multipart.AbortAsync(request),
        ("POST", false) when request.Has("uploads") => multipart.BeginAsync(request),
        ("PUT", false) => objects.PutAsync(request),
        ("GET", false) => objects.GetAsync(request, head: false),
        ("HEAD", false) => objects.GetAsync(request, head: true),
        ("DELETE", false) => objects.DeleteAsync(request),
        _ => null,
    };

    // Refusals that the whole emulator shares, in the words of this service.
    private static string CodeOf(ServiceError error) => error.Code switch
    {
        "planned_fault" when error.Status is 429 or 503 => "SlowDown",
        "planned_fault" when error.Status == 500 => "InternalError",
        _ when error.Status == 401 => "AccessDenied",
        _ => error.Code,
    };

    private static ServiceError NotImplemented() => new(501, "NotImplemented", "The emulator does not have this operation.");
}
