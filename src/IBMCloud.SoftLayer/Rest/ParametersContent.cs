using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace IBMCloud.SoftLayer;

/// <summary>The body <c>{"parameters":[…]}</c>, written as bytes and zeroed on dispose: imports and exports carry an API key in it.</summary>
internal sealed class ParametersContent : HttpContent
{
    private readonly ArrayBufferWriter<byte> _body = new();

    public ParametersContent(Action<Utf8JsonWriter> writeArguments)
    {
        using (var writer = new Utf8JsonWriter(_body))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("parameters");
            writeArguments(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_body.WrittenMemory, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _body.WrittenCount;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsMemory(_body.WrittenMemory).Span);
        base.Dispose(disposing);
    }
}
