namespace IBMCloud.Core;

/// <summary>Gives each request an id made here, so that a call that never got an answer can be traced too. Its repeats carry the same id.</summary>
internal sealed class CorrelationHandler : DelegatingHandler
{
    public const string Header = "Correlation-Id";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains(Header))
        {
            request.Headers.TryAddWithoutValidation(Header, Guid.NewGuid().ToString());
        }

        return base.SendAsync(request, cancellationToken);
    }
}
