namespace IBMCloud.Core;

/// <summary>Ends one attempt that takes too long with a <see cref="TimeoutException"/>; the caller's cancellation stays what it is.</summary>
internal sealed class AttemptTimeoutHandler(IbmCloudClientOptions options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var limit = request.Options.TryGetValue(IbmCloudRequest.AttemptTimeout, out var own) ? own : options.AttemptTimeout;
        using var timer = new CancellationTokenSource(limit, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await base.SendAsync(request, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {limit.TotalSeconds:0.#} s.", e);
        }
    }
}
