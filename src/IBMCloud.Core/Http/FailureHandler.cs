namespace IBMCloud.Core;

/// <summary>Turns what the transport throws into the package's own exception, so that no caller sees a type of a library underneath.</summary>
internal sealed class FailureHandler(string service) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            var operation = IbmCloudRequest.OperationOf(request);
            // Before a connection stood, nothing can have arrived.
            var mayHaveHadEffect = e is not HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
            };
            throw new IbmCloudTransportException(
                service,
                operation,
                $"{service} did not answer to '{operation}' at {request.RequestUri?.GetLeftPart(UriPartial.Authority)}: {e.Message} " +
                (mayHaveHadEffect && !IbmCloudRequest.IsRepeatable(request)
                    ? "It may have been done all the same: look for its effect before you send it again."
                    : "Check the network and the configured endpoints, then try again."),
                mayHaveHadEffect,
                e)
            {
                CorrelationId = RequestIds.Of(request),
                IsRetryable = IbmCloudRequest.IsRepeatable(request) || !mayHaveHadEffect,
            };
        }
    }
}
