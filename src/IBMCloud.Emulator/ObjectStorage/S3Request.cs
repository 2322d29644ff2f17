using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using IBMCloud.Emulator.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>One request of the S3 API in path style: <c>/bucket/key?subresource</c>.</summary>
internal sealed class S3Request
{
    private const int MaxXml = 2 << 20;

    private S3Request(HttpContext http, string bucket, string key, Identity identity, string? instance)
    {
        Instance = instance;
        Http = http;
        Bucket = bucket;
        Key = key;
        Identity = identity;
    }

    public HttpContext Http { get; }

    /// <summary>Bucket name, or empty at the service's root.</summary>
    public string Bucket { get; }

    /// <summary>Object key, or empty for the bucket itself.</summary>
    public string Key { get; }

    /// <summary>Who asks.</summary>
    public Identity Identity { get; }

    /// <summary>The instance that an HMAC pair implies, or null for a token.</summary>
    public string? Instance { get; }

    public static S3Request Of(HttpContext http, Identity identity, string? instance)
    {
        // From the raw target: the framework's path has lost the difference between a slash in a key and an escaped one.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?')[0].TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? path : path[..slash];
        var key = slash < 0 ? "" : path[(slash + 1)..];
        return new(http, Uri.UnescapeDataString(bucket), Uri.UnescapeDataString(key), identity, instance);
    }

    public bool Has(string parameter) => Http.Request.Query.ContainsKey(parameter);

    public string? Query(string parameter) => Http.Request.Query.TryGetValue(parameter, out var value) ? value.ToString() : null;

    public int Number(string parameter, int otherwise) => Query(parameter) is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw S3Errors.InvalidArgument($"{parameter} is no number.");

    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var value) && value.Count > 0 ? value.ToString() : null;

    /// <summary>The XML body, or null if there is none.</summary>
    public async Task<XElement?> ReadXmlAsync()
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        using var payload = SignedPayload.Of(this);
        while (await payload.ReadAsync(chunk).ConfigureAwait(false) is var count and > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > MaxXml)
            {
                throw S3Errors.MalformedXml("The body is larger than the service takes.");
            }
        }

        payload.Verify();
        if (buffer.Length == 0)
        {
            return null;
        }

        ContentDigest.Check(this, buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        buffer.Position = 0;
        try
        {
            using var reader = XmlReader.Create(buffer, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml("The XML you provided was not well-formed or did not validate against our published schema.");
        }
    }
}
