using System.Text.Json;
using IBMCloud.Emulator.CloudLogs;
using IBMCloud.Emulator.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Hosting;

/// <summary>What every request passes before a service sees it: correlation id, planned faults, errors into the service's dialect, log.</summary>
internal sealed class RequestGate(EmulatedCloud cloud, IEmulatedService service, ServicePort port)
{
    // The names that the services and their clients use (spec: IAM "Transaction-Id", Key Protect "Correlation-Id").
    private static readonly string[] CorrelationHeaders = ["Correlation-Id", "Transaction-Id", "X-Request-Id"];

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var correlationId = CorrelationId(context.Request);
        context.Items[typeof(RequestGate)] = correlationId;
        var fault = cloud.Faults.Next(port.Service, port.Region, context.Request.Method, context.Request.Path.Value ?? "/",
            context.Request.QueryString.Value ?? "");
        context.Response.Headers["Correlation-Id"] = correlationId;
        context.Response.Headers["Transaction-Id"] = correlationId;

        // Logged before the first byte leaves: whoever has the answer finds its request in the log.
        if (fault?.Kind is not (FaultKind.ResetBefore or FaultKind.ResetAfter or FaultKind.LateAnswer))
        {
            context.Response.OnStarting(() =>
            {
                Log(context, context.Response.StatusCode, fault);
                return Task.CompletedTask;
            });
        }

        await HandleAsync(context, next, fault).ConfigureAwait(false);
    }

    /// <summary>The id of the request in hand, for audit records and error bodies.</summary>
    public static string CorrelationIdOf(HttpContext context) => (string?)context.Items[typeof(RequestGate)] ?? "";

    private void Log(HttpContext context, int status, Fault? fault) =>
        cloud.Requests.Add(new(port.Service, port.Region, context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, status,
            CorrelationIdOf(context), fault?.Kind));

    private void Reset(HttpContext context, Fault fault)
    {
        Log(context, 0, fault);
        context.Abort();
    }

    private static string CorrelationId(HttpRequest request)
    {
        foreach (var name in CorrelationHeaders)
        {
            if (request.Headers.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value))
            {
                return value.ToString();
            }
        }

        return Guid.NewGuid().ToString();
    }

    private async Task HandleAsync(HttpContext context, RequestDelegate next, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.ResetBefore:
                Reset(context, fault);
                return;
            case FaultKind.Status:
                await WriteErrorAsync(context, new(fault.StatusCode, ServiceError.Planned, $"The emulator was told to answer {fault.StatusCode} here.")
                {
                    RetryAfter = fault.RetryAfter,
                }).ConfigureAwait(false);
                return;
            case FaultKind.ExpiredToken:
                await WriteErrorAsync(context, TokenErrors.Expired()).ConfigureAwait(false);
                return;
            case FaultKind.ErrorInOk:
                context.Response.OnStarting(() =>
                {
                    context.Response.StatusCode = StatusCodes.Status200OK;
                    return Task.CompletedTask;
                });
                await WriteErrorAsync(context, new(500, ServiceError.Planned, "The emulator was told to answer 200 with an error here.")).ConfigureAwait(false);
                return;
            case FaultKind.EmptyOk:
                context.Response.Body = Stream.Null;
                await RouteAsync(context, next).ConfigureAwait(false);
                context.Response.ContentLength = 0;
                return;
            case FaultKind.LateAnswer:
                await AnswerLateAsync(context, next, fault).ConfigureAwait(false);
                return;
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, cloud.Clock, context.RequestAborted).ConfigureAwait(false);
                break;
            case FaultKind.ResetAfter:
                context.Response.Body = Stream.Null;
                await RouteAsync(context, next).ConfigureAwait(false);
                Reset(context, fault);
                return;
            case FaultKind.TruncatedBody:
                context.Response.Body = new TruncatingStream(context, context.Response.Body, fault.BodyBytes);
                break;
        }

        await RouteAsync(context, next).ConfigureAwait(false);
    }

    private async Task AnswerLateAsync(HttpContext context, RequestDelegate next, Fault fault)
    {
        var answer = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await RouteAsync(context, next).ConfigureAwait(false);

        // The wait begins before the log shows the request: who sees it there may turn the clock at once.
        var late = Task.Delay(fault.Delay, cloud.Clock, context.RequestAborted);
        Log(context, context.Response.StatusCode, fault);
        await late.ConfigureAwait(false);
        context.Response.Body = answer;
        held.Position = 0;
        await held.CopyToAsync(answer, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task RouteAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (ServiceError refusal)
        {
            await WriteErrorAsync(context, refusal).ConfigureAwait(false);
            RequestAudit.Record(cloud, port.Service, context);
            return;
        }
        catch (JsonException malformed)
        {
            await WriteErrorAsync(context, new(400, ServiceError.InvalidBody, $"The body cannot be read: {malformed.Message}")).ConfigureAwait(false);
            return;
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            // A defect of the emulator must be seen as one, not as a flaky service.
            await WriteErrorAsync(context, new(500, ServiceError.Defect, $"The emulator failed: {defect}")).ConfigureAwait(false);
            return;
        }

        RequestAudit.Record(cloud, port.Service, context);

        // No route matched: routing answers 404 or 405 without a body, which no live service does.
        if (context.GetEndpoint() is not RouteEndpoint && !context.Response.HasStarted && context.Response.StatusCode is 404 or 405)
        {
            await WriteErrorAsync(context, new(context.Response.StatusCode, ServiceError.NoSuchRoute, $"{context.Request.Method} {context.Request.Path} does not exist here."))
                .ConfigureAwait(false);
        }
    }

    private async Task WriteErrorAsync(HttpContext context, ServiceError error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = error.RetryAfter;
        }

        await service.WriteErrorAsync(context, error).ConfigureAwait(false);
    }
}
