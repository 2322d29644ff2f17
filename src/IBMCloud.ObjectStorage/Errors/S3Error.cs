using System.Net;
using System.Xml;
using System.Xml.Linq;

namespace IBMCloud.ObjectStorage.Errors;

/// <summary>
/// An error answer of the S3 API:
/// <code>&lt;Error&gt;&lt;Code/&gt;&lt;Message/&gt;&lt;Resource/&gt;&lt;RequestId/&gt;&lt;/Error&gt;</code>
/// An answer to HEAD has no body, and a gateway's is HTML: then the status is all there is.
/// </summary>
internal sealed record S3Error(HttpStatusCode Status, string? Code, string? Message, string? RequestId, TimeSpan? RetryAfter)
{
    private const int LongestBody = 64 << 10;
    private const int LongestText = 600;

    /// <summary>Reads the answer; its body is small and is read whole.</summary>
    public static async Task<S3Error> ReadAsync(HttpResponseMessage response, HttpStatusCode status, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var (code, message, id) = Parse(body);
        return new(status, code, message, RequestIdOf(response) ?? id, RetryAfterOf(response, time));
    }

    public static (string? Code, string? Message, string? RequestId) Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return default;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XElement.Load(reader);
            return root.Name.LocalName == "Error" ? (Text(root, "Code"), Shorten(Text(root, "Message")), Text(root, "RequestId")) : default;
        }
        catch (XmlException)
        {
            return default;
        }
    }

    private static string? Text(XElement root, string name) =>
        root.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value is { Length: > 0 } text ? text : null;

    private static string? Shorten(string? text) => text is { Length: > LongestText } ? text[..LongestText] + "…" : text;

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestBody];
        var length = 0;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            length += count;
        }

        return buffer.AsMemory(0, length);
    }

    // X-Clv-Request-Id is what IBM's support asks for.
    private static string? RequestIdOf(HttpResponseMessage response)
    {
        foreach (var name in (ReadOnlySpan<string>)["X-Clv-Request-Id", "x-amz-request-id"])
        {
            if (response.Headers.TryGetValues(name, out var values))
            {
                return values.First();
            }
        }

        return null;
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}
