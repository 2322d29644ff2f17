using System.Net;

namespace IBMCloud.ObjectStorage.Errors;

/// <summary>What an error answer means and what to do about it, by status and code.</summary>
internal static class Refusal
{
    public static ObjectStorageException ToException(S3Error error, string operation, string target)
    {
        var reason = ReasonOf(error, ofBucket: !target.Contains('/', StringComparison.Ordinal));
        var said = $"{(int)error.Status}{(error.Code is { } code ? $" {code}" : "")}{(error.Message is { } text ? $", {text.TrimEnd('.')}" : "")}";
        return new(reason, operation, $"Object Storage refused to {operation} '{target}': {said}. {RemedyOf(reason, error)}")
        {
            Status = error.Status,
            Code = error.Code,
            CorrelationId = error.RequestId,
            RetryAfter = error.RetryAfter,
            IsRetryable = IsRetryable(error),
        };
    }

    private static ObjectStorageError ReasonOf(S3Error error, bool ofBucket) => (error.Status, error.Code) switch
    {
        (HttpStatusCode.NotFound, "NoSuchBucket") => ObjectStorageError.BucketNotFound,
        (HttpStatusCode.NotFound, "NoSuchUpload") => ObjectStorageError.UploadNotFound,
        (HttpStatusCode.NotFound, _) when ofBucket => ObjectStorageError.BucketNotFound,
        (HttpStatusCode.NotFound, _) => ObjectStorageError.ObjectNotFound,
        (HttpStatusCode.Unauthorized, _) => ObjectStorageError.AccessDenied,
        (HttpStatusCode.Forbidden, "ObjectLocked" or "InvalidRequestForObjectLock") => ObjectStorageError.Protected,
        (HttpStatusCode.Forbidden, _) => ObjectStorageError.AccessDenied,
        (HttpStatusCode.Conflict, "BucketAlreadyExists" or "BucketAlreadyOwnedByYou") => ObjectStorageError.BucketNameTaken,
        (HttpStatusCode.Conflict, "BucketNotEmpty") => ObjectStorageError.BucketNotEmpty,
        (HttpStatusCode.PreconditionFailed, _) => ObjectStorageError.ObjectChanged,
        (HttpStatusCode.BadRequest, "BadDigest" or "IncompleteBody") => ObjectStorageError.Damaged,
        (HttpStatusCode.TooManyRequests, _) or (HttpStatusCode.ServiceUnavailable, _) => ObjectStorageError.Throttled,
        ( >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented, _) or (HttpStatusCode.RequestTimeout, _) => ObjectStorageError.Unavailable,
        _ => ObjectStorageError.Refused,
    };

    // A body that was damaged or cut on its way may arrive whole the next time.
    private static bool IsRetryable(S3Error error) => error switch
    {
        { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => true,
        { Status: >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented } => true,
        { Status: HttpStatusCode.BadRequest, Code: "BadDigest" or "IncompleteBody" or "RequestTimeout" } => true,
        { Status: HttpStatusCode.Conflict, Code: "OperationAborted" } => true,
        _ => false,
    };

    private static string RemedyOf(ObjectStorageError reason, S3Error error) => (reason, error.Code) switch
    {
        (_, "InvalidAccessKeyId") => "Check the access key ID: it is the one of the resource key's cos_hmac_keys, and deleting the resource key revokes it.",
        (_, "SignatureDoesNotMatch") => "Check the secret access key.",
        (_, "RequestTimeTooSkewed") => "Set this machine's clock: it is more than 15 minutes off.",
        (_, "InvalidLocationConstraint") => "The location constraint must name the endpoint's own location, such as us-south-smart.",
        (ObjectStorageError.AccessDenied, _) => "Look, in this order: the identity's role (Object Writer uploads, Writer makes buckets), the instance's id, "
            + "a context-based restriction or the bucket's firewall, the state of the bucket's root key, and that the token is not expired.",
        (ObjectStorageError.BucketNotFound, _) => "Check the name, and that the endpoint is the one of the bucket's location: another one does not see it.",
        (ObjectStorageError.ObjectNotFound, _) => "Check the bucket and the key.",
        (ObjectStorageError.UploadNotFound, _) => "It was completed or aborted: start the upload again.",
        (ObjectStorageError.BucketNameTaken, _) => "Bucket names are shared by all customers, and a deleted one stays blocked for up to 15 minutes: choose another name, or wait.",
        (ObjectStorageError.BucketNotEmpty, _) => "Delete its objects first, versions and retained ones included.",
        (ObjectStorageError.ObjectChanged, _) => "The object changed in the meantime: begin again with its present state.",
        (ObjectStorageError.Damaged, _) => "The body was damaged on its way: send it again.",
        (ObjectStorageError.Throttled, _) => "Wait, then send fewer requests at once.",
        (ObjectStorageError.Unavailable, _) => "Try again later; if it goes on, give the request id to IBM's support.",
        (ObjectStorageError.Protected, _) => "Wait until its retention ends: nobody can delete or overwrite it before.",
        _ when error.Message?.Contains("Key CRN", StringComparison.OrdinalIgnoreCase) == true =>
            "Check the root key's CRN, and that an authorization lets the Object Storage instance read the Key Protect instance (role Reader); a new one needs some minutes.",
        _ => "Correct the request; repeating it as it is will not help.",
    };
}
