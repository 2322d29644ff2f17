using System.Net;
using System.Text;

namespace IBMCloud.SoftLayer.Tests;

/// <summary>Answers what a test says, for what no emulator shows at will; counts the requests.</summary>
internal sealed class CannedTransport(params (int Status, string Body)[] answers) : HttpMessageHandler
{
    private int _requests;

    public int Requests => _requests;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (status, body) = answers[Math.Min(Interlocked.Increment(ref _requests), answers.Length) - 1];
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
        {
            RequestMessage = request,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
    }
}
