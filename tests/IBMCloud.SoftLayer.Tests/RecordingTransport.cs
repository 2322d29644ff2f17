using System.Collections.Concurrent;

namespace IBMCloud.SoftLayer.Tests;

/// <summary>Keeps the bodies that are sent.</summary>
internal sealed class RecordingTransport() : DelegatingHandler(new SocketsHttpHandler())
{
    public ConcurrentQueue<string> Bodies { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            Bodies.Enqueue(await request.Content.ReadAsStringAsync(cancellationToken));
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
