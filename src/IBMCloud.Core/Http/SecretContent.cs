using System.Net;
using System.Net.Http.Headers;
using IBMCloud.Primitives;

namespace IBMCloud.Core;

/// <summary>A body that holds a secret: kept in pinned memory, sent from there as often as it is asked for, and zeroed when the request or answer is disposed.</summary>
public sealed class SecretContent : HttpContent
{
    private readonly SecretBytes _body;

    /// <summary>Takes over the bytes.</summary>
    /// <param name="body">The body; disposed with the content.</param>
    /// <param name="mediaType">Media type, for example <c>application/json</c>.</param>
    public SecretContent(SecretBytes body, string mediaType)
    {
        ArgumentNullException.ThrowIfNull(body);
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    internal SecretContent(SecretBytes body, HttpContentHeaders headers)
    {
        _body = body;
        foreach (var header in headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    internal ReadOnlyMemory<byte> Body => _body.Memory;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        await stream.WriteAsync(_body.Memory, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
        }

        base.Dispose(disposing);
    }
}
