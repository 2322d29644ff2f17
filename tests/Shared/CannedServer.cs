using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IBMCloud.Tests.Shared;

/// <summary>A server on loopback that answers what a test says, for answers that no well-behaved service gives; keeps what it was asked.</summary>
public sealed class CannedServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<CannedRequest, CannedAnswer> _answer;
    private readonly ConcurrentQueue<CannedRequest> _requests = new();

    /// <summary>Starts the server.</summary>
    /// <param name="answer">Gives the answer to each request.</param>
    public CannedServer(Func<CannedRequest, CannedAnswer> answer)
    {
        _answer = answer;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Base address.</summary>
    public Uri Address { get; }

    /// <summary>What was asked so far, oldest first.</summary>
    public IReadOnlyList<CannedRequest> Requests => [.. _requests];

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var request = new CannedRequest(context.Request.HttpMethod, context.Request.RawUrl ?? "", context.Request.Headers["Authorization"], await reader.ReadToEndAsync());
            _requests.Enqueue(request);
            var answer = _answer(request);
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.MediaType;
            foreach (var (name, value) in answer.Headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: false);
        }
    }
}

/// <summary>One request that a <see cref="CannedServer"/> got.</summary>
public sealed record CannedRequest(string Method, string Path, string? Authorization, string Body);

/// <summary>One answer that it gives.</summary>
public sealed record CannedAnswer(int Status, string Body = "", string MediaType = "application/json")
{
    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
