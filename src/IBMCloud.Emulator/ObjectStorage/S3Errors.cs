using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>The refusals of the S3 API that more than one route gives (spec cos §8).</summary>
internal static class S3Errors
{
    public static ServiceError NoSuchBucket() => new(404, "NoSuchBucket", "The specified bucket does not exist.");

    public static ServiceError NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    public static ServiceError NoSuchUpload() => new(404, "NoSuchUpload",
        "The specified multipart upload does not exist. The upload ID might be invalid, or the multipart upload might have been aborted or completed.");

    public static ServiceError AccessDenied(string why) => new(403, "AccessDenied", why);

    public static ServiceError InvalidArgument(string message) => new(400, "InvalidArgument", message);

    public static ServiceError MalformedXml(string message) => new(400, "MalformedXML", message);

    public static ServiceError PreconditionFailed() => new(412, "PreconditionFailed", "At least one of the preconditions you specified did not hold.");
}
