namespace IBMCloud.Core;

/// <summary>Ends a chain in a transport that belongs to the caller and outlives the chain.</summary>
internal sealed class SharedTransportHandler(HttpMessageHandler shared) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _invoker = new(shared, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);
}
