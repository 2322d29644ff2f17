using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace IBMCloud.ObjectStorage.Http;

/// <summary>XML bodies of the bucket calls.</summary>
internal static class XmlBody
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static ByteArrayContent Of(XElement body) =>
        new(Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting))) { Headers = { ContentType = new MediaTypeHeaderValue("application/xml") } };

    /// <exception cref="ObjectStorageException">The body is no XML.</exception>
    public static async Task<XElement> ReadAsync(HttpResponseMessage response, string operation, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, Async = true });
            return await XElement.LoadAsync(reader, LoadOptions.None, cancellationToken).ConfigureAwait(false);
        }
        catch (XmlException e)
        {
            throw new ObjectStorageException(ObjectStorageError.Refused, operation,
                $"The answer to '{operation}' is not XML. Check that the configured endpoint is Object Storage's.", e);
        }
    }

    public static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    public static string? Text(XElement parent, string name) => Child(parent, name)?.Value;
}
