using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IBMCloud.Core;

/// <summary>One activity and one duration for each request, its repeats included, and word of it to those who watch.</summary>
internal sealed class TelemetryHandler(string service, IbmCloudClientOptions options) : DelegatingHandler
{
    private static readonly ActivitySource Source = new("IBMCloud.Core");
    private static readonly Meter Meter = new("IBMCloud.Core");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("ibmcloud.request.duration", "s", "Duration of a call with its repeats.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = IbmCloudRequest.OperationOf(request);
        using var activity = Source.StartActivity(operation, ActivityKind.Client);
        activity?.SetTag("ibmcloud.service", service);
        activity?.SetTag("server.address", request.RequestUri?.Host);
        activity?.SetTag("http.request.method", request.Method.Method);
        var at = options.TimeProvider.GetUtcNow();
        var started = options.TimeProvider.GetTimestamp();
        var status = 0;
        string? requestId = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            status = (int)response.StatusCode;
            requestId = RequestIds.Of(response);
            activity?.SetTag("http.response.status_code", status);
            if (status >= 400)
            {
                activity?.SetStatus(ActivityStatusCode.Error);
            }

            return response;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
        finally
        {
            var duration = options.TimeProvider.GetElapsedTime(started);
            IbmCloudCalls.Tell(new IbmCloudCall(service, operation, request.Method.Method, at, duration, status == 0 ? null : status, requestId ?? RequestIds.Of(request)));
            Duration.Record(
                duration.TotalSeconds,
                new KeyValuePair<string, object?>("ibmcloud.service", service),
                new KeyValuePair<string, object?>("http.response.status_code", status));
        }
    }
}
