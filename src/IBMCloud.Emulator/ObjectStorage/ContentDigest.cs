using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Content-MD5 of a small body; some calls demand it, or another checksum (spec cos §5, §7).</summary>
internal static class ContentDigest
{
    /// <exception cref="ServiceError">400: the body is not the one that was digested.</exception>
    public static void Check(S3Request request, ReadOnlySpan<byte> body)
    {
        if (request.Header("Content-MD5") is { } expected && expected != Convert.ToBase64String(MD5.HashData(body)))
        {
            throw new ServiceError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
    }

    /// <exception cref="ServiceError">400: there is none.</exception>
    public static void Require(S3Request request)
    {
        if (request.Header("Content-MD5") is null && !request.Http.Request.Headers.Keys.Any(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ServiceError(400, "InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
    }
}
