using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>
/// Whose request this is: by bearer token, or by AWS Signature Version 4 in the header with the HMAC pair of a resource key, which implies identity and instance
/// (spec cos §4).
/// </summary>
internal sealed class SignatureCheck(EmulatedCloud cloud, string region)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(15);

    /// <exception cref="ServiceError">401: no or no good token; 403: a signature that does not hold.</exception>
    public S3Request Admit(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return S3Request.Of(http, cloud.Tokens.Authenticate(http), instance: null);
        }

        var fields = header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(field => field.Split('=', 2)).Where(field => field.Length == 2)
            .ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);
        var scope = fields.GetValueOrDefault("Credential", "").Split('/');
        if (scope.Length != 5 || scope[3] != "s3" || scope[4] != "aws4_request" || !fields.ContainsKey("SignedHeaders") || !fields.ContainsKey("Signature"))
        {
            throw new ServiceError(400, "AuthorizationHeaderMalformed", "The authorization header is malformed.");
        }

        RequireTime(http, scope[1]);
        var (secret, identity, instance) = Find(scope[0]);
        // s3cmd, as IBM's pages set it up, signs with the location constraint, class included.
        if (scope[2] != region && !scope[2].StartsWith(region + "-", StringComparison.Ordinal))
        {
            throw new ServiceError(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; the region '{scope[2]}' is wrong; expecting '{region}'");
        }

        var key = KeyOf(secret, scope);
        var stringToSign = $"{Algorithm}\n{DateOf(http)}\n{string.Join('/', scope[1..])}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(http, fields["SignedHeaders"]))))}";
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(fields["Signature"]))
            ? S3Request.Of(http, identity, instance)
            : throw new ServiceError(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your secret access key and signing method.");
    }

    private (string Secret, Access.Identity Identity, string Instance) Find(string accessKeyId)
    {
        lock (cloud.State.Gate)
        {
            return cloud.State.ResourceKeys.FindHmac(accessKeyId) is { } found
                && cloud.State.ResourceKeys.All.First(key => key.Hmac == found.Pair).Source.Guid is var instance
                ? (found.Pair.SecretAccessKey, found.Identity, instance)
                : throw new ServiceError(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }
    }

    private void RequireTime(HttpContext http, string date)
    {
        var now = cloud.Clock.GetUtcNow();
        if (!DateTimeOffset.TryParseExact(DateOf(http), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || !DateOf(http).StartsWith(date, StringComparison.Ordinal))
        {
            throw new ServiceError(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
        }

        if ((now - time).Duration() > MostSkew)
        {
            throw new ServiceError(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        }
    }

    private static string Canonical(HttpContext http, string signedHeaders)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? target[(at + 1)..] : "";
        var path = string.Join('/', target.Split('?')[0].Split('/').Select(Encode));
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => $"{Encode(pair[0])}={(pair.Length > 1 ? Encode(pair[1]) : "")}").Order(StringComparer.Ordinal);
        var headers = signedHeaders.Split(';').Select(name => $"{name}:{string.Join(',', http.Request.Headers[name].Select(value => Squeeze(value ?? "")))}\n");
        return $"{http.Request.Method}\n{path}\n{string.Join('&', parameters)}\n{string.Concat(headers)}\n{signedHeaders}\n{http.Request.Headers[SignedPayload.Header]}";
    }

    private static byte[] KeyOf(string secret, string[] scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in scope[1..])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return key;
    }

    private static string DateOf(HttpContext http) => http.Request.Headers["x-amz-date"].ToString();

    private static string Encode(string onWire) => Uri.EscapeDataString(Uri.UnescapeDataString(onWire));

    private static string Squeeze(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
