using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.ObjectStorage.Http;

/// <summary>
/// Signs each attempt with AWS Signature Version 4, service <c>s3</c>.
/// <code>
/// canonical request  method \n path \n query \n headers \n\n names \n payload hash
/// string to sign     AWS4-HMAC-SHA256 \n time \n date/region/s3/aws4_request \n hex(SHA-256(canonical request))
/// key                HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), "s3"), "aws4_request")
/// </code>
/// </summary>
/// <remarks>The bytes of a part are not hashed a second time: the signature covers its Content-MD5, which the server checks.</remarks>
internal sealed class HmacSigning(HmacCredential credential, string region, TimeProvider time) : DelegatingHandler
{
    private const string ContentHash = "x-amz-content-sha256";
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const int LargestHashedBody = 4 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await SignAsync(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var stamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = stamp[..8];
        var hash = await PayloadHashAsync(request, cancellationToken).ConfigureAwait(false);
        Set(request, "x-amz-date", stamp);
        Set(request, ContentHash, hash);
        var headers = SignedHeaders(request);
        var names = string.Join(';', headers.Keys);
        var canonical = $"{request.Method}\n{CanonicalPath(request.RequestUri!)}\n{CanonicalQuery(request.RequestUri!)}\n"
            + string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")) + $"\n{names}\n{hash}";
        var scope = $"{date}/{region}/s3/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization",
            $"AWS4-HMAC-SHA256 Credential={credential.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={Sign(date, toSign)}");
    }

    private string Sign(string date, string toSign)
    {
        var secret = credential.SecretAccessKey.Utf8;
        Span<byte> key = stackalloc byte[4 + secret.Length];
        "AWS4"u8.CopyTo(key);
        secret.CopyTo(key[4..]);
        Span<byte> step = stackalloc byte[32];
        try
        {
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(date), step);
            HMACSHA256.HashData(step, Encoding.UTF8.GetBytes(region), step);
            HMACSHA256.HashData(step, "s3"u8, step);
            HMACSHA256.HashData(step, "aws4_request"u8, step);
            HMACSHA256.HashData(step, Encoding.UTF8.GetBytes(toSign), step);
            return Hex(step);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static async Task<string> PayloadHashAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.Content switch
    {
        null => Hex(SHA256.HashData([])),
        { Headers.ContentLength: 0 } => Hex(SHA256.HashData([])),
        _ when S3Operation.Of(request) is { IsTransfer: true } && request.Method == HttpMethod.Put => Unsigned,
        { Headers.ContentLength: <= LargestHashedBody } content => Hex(SHA256.HashData(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))),
        _ => Unsigned,
    };

    private static SortedDictionary<string, string> SignedHeaders(HttpRequestMessage request)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.Headers.Host ?? request.RequestUri!.Authority };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            var lower = name.ToLowerInvariant();
            if (lower.StartsWith("x-amz-", StringComparison.Ordinal) || lower.StartsWith("ibm-", StringComparison.Ordinal))
            {
                signed[lower] = string.Join(',', values.Select(value => value.Trim()));
            }
        }

        if (request.Content?.Headers.ContentMD5 is { } md5)
        {
            signed["content-md5"] = Convert.ToBase64String(md5);
        }

        return signed;
    }

    private static string CanonicalPath(Uri uri) => string.Join('/', uri.AbsolutePath.Split('/').Select(segment => Uri.EscapeDataString(Uri.UnescapeDataString(segment))));

    private static string CanonicalQuery(Uri uri) => string.Join('&', uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encode(pair[0]), Value: pair.Length > 1 ? Encode(pair[1]) : ""))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encode(string onWire) => Uri.EscapeDataString(Uri.UnescapeDataString(onWire));

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
