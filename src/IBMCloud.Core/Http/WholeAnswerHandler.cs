using IBMCloud.Primitives;

namespace IBMCloud.Core;

/// <summary>
/// Reads the whole answer of a request that asks for it (<see cref="IbmCloudRequest.WholeAnswer"/>) within the attempt: a body that breaks off or stalls is
/// a failed attempt, which may be repeated. The body stays in memory that is zeroed with the answer, since it may hold a token or a key.
/// </summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    private const int Limit = 16 << 20;
    private const int FirstBuffer = 4096;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!request.Options.TryGetValue(IbmCloudRequest.WholeAnswer, out var whole) || !whole)
        {
            return response;
        }

        try
        {
            var received = response.Content;
            var body = await ReadAsync(received, cancellationToken).ConfigureAwait(false);
            response.Content = new SecretContent(body, received.Headers);
            received.Dispose();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<SecretBytes> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(FirstBuffer, pinned: true);
        var length = 0;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var count and > 0)
                {
                    length += count;
                    if (length == buffer.Length)
                    {
                        buffer = Grow(buffer);
                    }
                }
            }

            return SecretBytes.CopyOf(buffer.AsSpan(0, length));
        }
        finally
        {
            Array.Clear(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        if (full.Length >= Limit)
        {
            throw new IOException($"the answer is longer than {Limit >> 20} MiB.");
        }

        var larger = GC.AllocateUninitializedArray<byte>(full.Length * 2, pinned: true);
        full.CopyTo(larger, 0);
        Array.Clear(full);
        return larger;
    }
}
