using Amazon.Runtime;
using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Errors;

/// <summary>Turns what the library and the transport throw into the package's own exceptions: no caller sees a type of what is underneath.</summary>
internal static class S3Failure
{
    /// <summary>Calls the library.</summary>
    public static async Task<T> CallAsync<T>(string operation, string target, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not IbmCloudException && Translate(e, operation, target) is { } known)
        {
            throw known;
        }
    }

    /// <summary>The failure in the package's words, or <see langword="null"/> where it is none of the service or the network.</summary>
    public static IbmCloudException? Translate(Exception failure, string operation, string target) => failure switch
    {
        IbmCloudException own => own,
        // An error that came in the body of a 200: bytes had been sent to keep the connection alive.
        AmazonServiceException { ErrorCode.Length: > 0 } late => Refusal.ToException(
            new S3Error((int)late.StatusCode >= 400 ? late.StatusCode : StatusOf(late.ErrorCode), late.ErrorCode, late.Message, late.RequestId, null), operation, target),
        AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException => Transport(operation, target, failure.Message, failure),
        _ => null,
    };

    public static IbmCloudTransportException Transport(string operation, string target, string what, Exception cause) => new(
        ObjectStorageException.ServiceName, operation, $"The answer to '{operation} {target}' broke off: {what}. Check the network, then try again.", mayHaveHadEffect: true, cause)
    {
        IsRetryable = true,
    };

    private static System.Net.HttpStatusCode StatusOf(string code) => code switch
    {
        "NoSuchUpload" or "NoSuchKey" or "NoSuchBucket" => System.Net.HttpStatusCode.NotFound,
        "AccessDenied" => System.Net.HttpStatusCode.Forbidden,
        "SlowDown" or "ServiceUnavailable" => System.Net.HttpStatusCode.ServiceUnavailable,
        "InternalError" => System.Net.HttpStatusCode.InternalServerError,
        "PreconditionFailed" => System.Net.HttpStatusCode.PreconditionFailed,
        _ => System.Net.HttpStatusCode.BadRequest,
    };
}
