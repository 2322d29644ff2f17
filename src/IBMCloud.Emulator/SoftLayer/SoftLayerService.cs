using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Emulator.SoftLayer.Orders;
using IBMCloud.Emulator.SoftLayer.Rest;
using IBMCloud.Emulator.SoftLayer.VirtualGuests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.SoftLayer;

/// <summary>
/// Classic infrastructure: the REST API below <c>/rest/v3.1</c> (spec softlayer §1).
/// <code>
/// GET|POST|PUT|DELETE /rest/v3.1/{Service}[/{id}][/{method}].json?objectMask&amp;objectFilter&amp;resultLimit     {"parameters":[…]}
/// </code>
/// </summary>
internal sealed class SoftLayerService(EmulatedCloud cloud) : IEmulatedService
{
    private readonly MethodTable _methods = new(cloud.State.Gate);
    private readonly RequestRate _rate = new(cloud.Clock, cloud.Options.Switches.ClassicRequestsPerSecond);

    public EmulatedService Service => EmulatedService.SoftLayer;

    public bool Regional => false;

    private SoftLayerState State => cloud.State.SoftLayer;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port)
    {
        new AccountMethods(State).Map(_methods);
        new TemplateMethods(cloud, State).Map(_methods);
        new GuestMethods(cloud, State).Map(_methods);
        new OrderMethods(cloud, State).Map(_methods);
        new SshKeyMethods(cloud, State).Map(_methods);
        State.Log.Map(_methods);
        foreach (var version in (ReadOnlySpan<string>)["v3", "v3.1"])
        {
            routes.MapMethods($"/rest/{version}/{{**path}}", ["GET", "POST", "PUT", "DELETE"], AnswerAsync);
        }
    }

    /// <summary>The one error shape; refusals that the whole emulator shares, in the words of this service (spec softlayer §1.5).</summary>
    public Task WriteErrorAsync(HttpContext context, ServiceError error)
    {
        var shown = error switch
        {
            { Code: ServiceError.Planned, Status: 429, RetryAfter: null } => SoftLayerErrors.RateLimited(cloud.Options.Switches.ClassicRequestsPerSecond),
            { Code: ServiceError.Planned } => new ServiceError(error.Status, SoftLayerErrors.PublicCode, "Internal Error"),
            { IsAboutToken: true } => SoftLayerErrors.TokenExpired(),
            { Code: ServiceError.NoSuchRoute } => SoftLayerErrors.BadRequest($"{error.Message} The API is below /rest/v3.1/."),
            _ => error,
        };
        return JsonAnswer.WriteAsync(context, shown.Status, new JsonObject
        {
            ["error"] = shown.Message,
            ["code"] = shown.Code.StartsWith(SoftLayerErrors.Prefix, StringComparison.Ordinal) ? shown.Code : SoftLayerErrors.PublicCode,
        });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var caller = State.Users.Authenticate(context);
        _rate.Take();
        var target = RestTarget.Parse(context.Request.Method, (string?)context.GetRouteValue("path") ?? "");
        var mask = ObjectMask.Parse(context.Request.Query["objectMask"]);
        var limit = ResultLimit.Parse(context.Request.Query["resultLimit"]);
        var call = new MethodCall(context, caller, target, await MethodCall.ReadArgumentsAsync(context, target).ConfigureAwait(false));
        State.Work.Settle();
        var (value, root) = await _methods.RunAsync(call).ConfigureAwait(false);
        await WriteAsync(context, Shape(context, value, root, mask, limit)).ConfigureAwait(false);
    }

    // Relations are worked out here, so it happens under the gate.
    private JsonNode? Shape(HttpContext context, SoftLayerValue? value, string? root, ObjectMask mask, ResultLimit limit)
    {
        lock (cloud.State.Gate)
        {
            if (value is SoftLayerValue.Many many)
            {
                var rows = ObjectFilter.Apply(context.Request.Query["objectFilter"], root, many.Rows);
                context.Response.Headers["SoftLayer-Total-Items"] = rows.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                value = new SoftLayerValue.Many(limit.Apply(rows));
            }

            var shaped = mask.Apply(value);
            return cloud.Options.Switches.ClassicNumbersAsText ? NumberForm.AsText(shaped) : shaped;
        }
    }

    private static async Task WriteAsync(HttpContext context, JsonNode? answer)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(answer?.ToJsonString() ?? "null");
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
