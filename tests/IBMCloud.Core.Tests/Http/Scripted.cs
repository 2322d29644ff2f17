namespace IBMCloud.Core.Tests.Http;

/// <summary>A transport that answers what a test says, where a socket would need a name or a certificate.</summary>
internal sealed class Scripted(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>It never answers.</summary>
    public bool Hangs { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return answer(request);
    }
}
