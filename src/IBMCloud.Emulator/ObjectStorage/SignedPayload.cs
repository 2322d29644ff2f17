using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>
/// A request's body, hashed while it is read where its signature covers the hash.
/// <code>
/// x-amz-content-sha256   absent or UNSIGNED-PAYLOAD: nothing is checked
///                        64 hexadecimal digits: SHA-256 of the body
///                        STREAMING-…: a chunked form that the emulator does not read
/// </code>
/// </summary>
internal sealed class SignedPayload : IDisposable
{
    public const string Header = "x-amz-content-sha256";
    private readonly S3Request _request;
    private readonly string? _expected;
    private readonly IncrementalHash? _sha256;

    private SignedPayload(S3Request request, string? expected)
    {
        _request = request;
        _expected = expected;
        _sha256 = expected is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <exception cref="ServiceError">501: a chunked form.</exception>
    public static SignedPayload Of(S3Request request) => request.Header(Header) switch
    {
        null or "UNSIGNED-PAYLOAD" => new(request, null),
        { } streaming when streaming.StartsWith("STREAMING-", StringComparison.Ordinal) => throw new ServiceError(501, "NotImplemented",
            "The emulator does not read aws-chunked bodies. Switch chunked encoding off in the client."),
        { } hash => new(request, hash),
    };

    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        var count = await _request.Http.Request.Body.ReadAsync(buffer, _request.Http.RequestAborted).ConfigureAwait(false);
        _sha256?.AppendData(buffer.Span[..count]);
        return count;
    }

    /// <exception cref="ServiceError">400: the body is not the one that was signed.</exception>
    public void Verify()
    {
        if (_sha256 is not null && Convert.ToHexStringLower(_sha256.GetHashAndReset()) != _expected)
        {
            throw new ServiceError(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    public void Dispose() => _sha256?.Dispose();
}
