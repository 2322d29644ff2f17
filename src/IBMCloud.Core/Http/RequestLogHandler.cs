using Microsoft.Extensions.Logging;

namespace IBMCloud.Core;

/// <summary>One line for each attempt: method, host, path, status, duration. Headers, queries and bodies are never logged: they hold secrets.</summary>
internal sealed partial class RequestLogHandler(string service, IbmCloudClientOptions options) : DelegatingHandler
{
    private readonly ILogger _log = options.LoggerFactory.CreateLogger("IBMCloud.Http");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = options.TimeProvider.GetTimestamp();
        var id = request.Headers.TryGetValues(CorrelationHandler.Header, out var ids) ? ids.First() : "";
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Answered(_log, service, request.Method, request.RequestUri!.Authority, request.RequestUri.AbsolutePath, (int)response.StatusCode,
                options.TimeProvider.GetElapsedTime(started).TotalMilliseconds, id);
            return response;
        }
        catch (Exception e)
        {
            Failed(_log, service, request.Method, request.RequestUri!.Authority, request.RequestUri.AbsolutePath, e.GetType().Name,
                options.TimeProvider.GetElapsedTime(started).TotalMilliseconds, id);
            throw;
        }
    }

    [LoggerMessage(EventId = 1001, EventName = "RequestAnswered", Level = LogLevel.Debug, Message = "{Service}: {Method} {Host}{Path} answered {Status} in {Milliseconds:0} ms ({CorrelationId})")]
    private static partial void Answered(ILogger log, string service, HttpMethod method, string host, string path, int status, double milliseconds, string correlationId);

    [LoggerMessage(EventId = 1002, EventName = "RequestFailed", Level = LogLevel.Warning, Message = "{Service}: {Method} {Host}{Path} failed with {Failure} after {Milliseconds:0} ms ({CorrelationId})")]
    private static partial void Failed(ILogger log, string service, HttpMethod method, string host, string path, string failure, double milliseconds, string correlationId);
}
