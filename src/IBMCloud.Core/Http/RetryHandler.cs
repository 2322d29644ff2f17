using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace IBMCloud.Core;

/// <summary>
/// Repeats what may be repeated. An idempotent request: after a transport failure, a timeout, 408, 429 and any 5xx but 501. Any other:
/// only after 429 and 503 (the service says that it did nothing) and where no connection came about.
/// </summary>
internal sealed partial class RetryHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> RequestKey = new("request");
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly ILogger _log;

    public RetryHandler(string service, IbmCloudClientOptions options)
    {
        _log = options.LoggerFactory.CreateLogger("IBMCloud.Http");
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Context.Properties.TryGetValue(RequestKey, out var request) && MayRepeat(request, arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result, options)),
                OnRetry = arguments =>
                {
                    Repeating(_log, service, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds,
                        arguments.Outcome.Result is { } answer ? ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) : arguments.Outcome.Exception?.GetType().Name ?? "");
                    arguments.Outcome.Result?.Dispose();
                    return default;
                },
            });
        }

        _pipeline = builder.Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IbmCloudRequest.IsRepeatedByCaller(request))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (request.Content is not (null or SecretContent))
        {
            // A repeat sends the same bytes again. A secret body is repeatable as it is, and must not be copied to where nobody erases it.
            await request.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RequestKey, request);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, state) => await state.Handler.SendOnceAsync(state.Request, context.CancellationToken).ConfigureAwait(false),
                context,
                (Handler: this, Request: request)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(request, cancellationToken);

    private static bool MayRepeat(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome)
    {
        var repeatable = IbmCloudRequest.IsRepeatable(request);
        return outcome switch
        {
            { Exception: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } } => true,
            { Exception: HttpRequestException or IOException or TimeoutException } => repeatable,
            { Result.StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } => true,
            { Result.StatusCode: HttpStatusCode.RequestTimeout } => repeatable,
            { Result.StatusCode: >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented } => repeatable,
            _ => false,
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage? response, IbmCloudClientOptions options)
    {
        var wanted = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.TimeProvider.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wanted is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, options.MaxRetryDelay.Ticks)) : null;
    }

    [LoggerMessage(EventId = 1003, EventName = "RequestRepeated", Level = LogLevel.Information, Message = "{Service}: repeating a request, repeat {Attempt}, in {Milliseconds:0} ms, after {Outcome}")]
    private static partial void Repeating(ILogger log, string service, int attempt, double milliseconds, string outcome);
}
