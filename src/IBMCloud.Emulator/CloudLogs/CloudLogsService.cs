using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.CloudLogs;

/// <summary>IBM Cloud Logs: the query route over the account's audit trail (spec softlayer §7.3), answered as a stream of server-sent events.</summary>
internal sealed partial class CloudLogsService(EmulatedCloud cloud) : IEmulatedService
{
    private const int MostRows = 12_000;
    private const int RowsInMessage = 100;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(8);

    public EmulatedService Service => EmulatedService.CloudLogs;

    public bool Regional => false;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port) => routes.MapPost("/v1/query", (RequestDelegate)QueryAsync);

    public Task WriteErrorAsync(HttpContext context, ServiceError error) => JsonAnswer.WriteAsync(context, error.Status, new JsonObject
    {
        ["status_code"] = error.Status,
        ["trace"] = RequestGate.CorrelationIdOf(context),
        ["errors"] = new JsonArray(new JsonObject { ["code"] = error.Code, ["message"] = error.Message }),
    });

    private async Task QueryAsync(HttpContext context)
    {
        cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var metadata = body.Member("metadata") ?? default;
        var limit = Limit(body.Text("query") ?? "");
        var from = Date(metadata.Text("start_date"), "start_date");
        var to = Date(metadata.Text("end_date"), "end_date");
        if (to < from || to - from > LongestWindow)
        {
            throw new ServiceError(400, "bad_request_or_unspecified", $"The time range must be positive and at most {LongestWindow.TotalDays:0} days.");
        }

        AuditEvent[] rows = [.. cloud.State.Audit.Snapshot().Where(one => one.Time >= from && one.Time <= to).Take(limit)];
        context.Response.ContentType = "text/event-stream";
        var text = new StringBuilder(": success\n").Append("data: {\"query_id\":{\"query_id\":\"").Append(Guid.NewGuid()).Append("\"}}\n\n:\n");
        foreach (var chunk in rows.Chunk(RowsInMessage))
        {
            var results = new JsonArray([.. chunk.Select(Row)]);
            text.Append("data: ").Append(new JsonObject { ["result"] = new JsonObject { ["results"] = results } }.ToJsonString()).Append("\n\n");
        }

        await context.Response.WriteAsync(text.ToString(), context.RequestAborted).ConfigureAwait(false);
    }

    // Anything that would be filtered in the live service and not here must not look as if it had been.
    private static int Limit(string query) => Plain().Match(query) is { Success: true } match
        ? Math.Min(MostRows, match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : MostRows)
        : throw new ServiceError(400, "bad_request_or_unspecified", "The emulator reads 'source logs' with an optional '| limit N' only.");

    private static DateTimeOffset Date(string? text, string name) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : throw new ServiceError(400, "bad_request_or_unspecified", $"metadata.{name} must be a date and time.");

    private static JsonNode Row(AuditEvent one) => new JsonObject
    {
        ["metadata"] = new JsonArray(new JsonObject { ["key"] = "timestamp", ["value"] = one.Time.ToString("O", CultureInfo.InvariantCulture) }),
        ["labels"] = new JsonArray(new JsonObject { ["key"] = "applicationname", ["value"] = "ibm-audit-event" }),
        ["user_data"] = new JsonObject { ["message"] = Cadf(one) }.ToJsonString(),
    };

    private static JsonObject Cadf(AuditEvent one) => new()
    {
        // The services write the offset without a colon.
        ["eventTime"] = one.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ff'+0000'", CultureInfo.InvariantCulture),
        ["action"] = one.Action,
        ["outcome"] = one.Outcome,
        ["severity"] = one.ReasonCode is 401 or 403 or 503 or 507 ? "critical" : one.ReasonCode >= 400 ? "warning" : "normal",
        ["message"] = $"{one.Action.Split('.')[0]}: {one.Action} [{one.Outcome}]",
        ["initiator"] = new JsonObject
        {
            ["id"] = one.Initiator,
            ["name"] = one.Initiator,
            ["typeURI"] = "service/security/account/user",
            ["credential"] = new JsonObject { ["type"] = one.Initiator.Contains('-', StringComparison.Ordinal) && !one.Initiator.StartsWith("IBMid", StringComparison.Ordinal) && !one.Initiator.StartsWith("iam-", StringComparison.Ordinal) ? "s2s-authorization" : "token" },
            ["host"] = new JsonObject { ["address"] = "127.0.0.1", ["addressType"] = "IPv4" },
        },
        ["target"] = new JsonObject { ["id"] = one.Target, ["name"] = "", ["typeURI"] = string.Join('/', one.Action.Split('.').SkipLast(1)) },
        ["observer"] = new JsonObject { ["name"] = "ActivityTracker" },
        ["reason"] = new JsonObject { ["reasonCode"] = one.ReasonCode, ["reasonType"] = one.ReasonType.Length == 0 ? "OK" : one.ReasonType },
        ["correlationId"] = one.CorrelationId,
        ["dataEvent"] = false,
        ["saveServiceCopy"] = true,
    };

    [GeneratedRegex(@"^\s*source\s+logs\s*(?:\|\s*limit\s+(\d{1,6})\s*)?$")]
    private static partial Regex Plain();
}
