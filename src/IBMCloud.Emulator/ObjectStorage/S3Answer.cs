using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Writes answers of the S3 API.</summary>
internal static class S3Answer
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    public static async Task XmlAsync(HttpContext context, int status, XElement body)
    {
        using var buffer = new MemoryStream();

        // IBM's own client finds the location only after a line break, and an error in a 200 only where nothing follows it (spec clients §6).
        buffer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }))
        {
            body.Save(writer);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = buffer.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted).ConfigureAwait(false);
        }
    }

    public static Task EmptyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status != 204)
        {
            context.Response.ContentLength = 0;
        }

        return Task.CompletedTask;
    }
}
