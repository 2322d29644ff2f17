namespace IBMCloud.ObjectStorage.Tests;

/// <summary>Stands between a client and its server and alters what passes.</summary>
public sealed class AlteringTransport() : DelegatingHandler(new SocketsHttpHandler())
{
    public Func<HttpRequestMessage, Task>? OnRequest { get; init; }

    public Func<HttpRequestMessage, HttpResponseMessage, HttpResponseMessage>? OnAnswer { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (OnRequest is not null)
        {
            await OnRequest(request).WaitAsync(cancellationToken);
        }

        var answer = await base.SendAsync(request, cancellationToken);
        return OnAnswer?.Invoke(request, answer) ?? answer;
    }
}
