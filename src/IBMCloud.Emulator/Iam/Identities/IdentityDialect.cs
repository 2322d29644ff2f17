using System.Globalization;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>Errors and times of the Identity API (spec iam-keyprotect §2): snake_case, with <c>status_code</c> as text.</summary>
internal static class IdentityDialect
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm'+0000'";

    /// <summary>Minute precision, as <c>expires_at</c> is documented.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads such a time, or null where the text is none.</summary>
    public static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time) ? time
        : null;

    public static ServiceError NotFound(string what, string id) => new(404, "BXNIM0130E", $"The {what} '{id}' does not exist in this account.");

    public static ServiceError Locked(string what, string id) => new(409, "BXNIM0139E", $"The {what} '{id}' is locked. Unlock it first.");

    public static ServiceError Invalid(string field, string why) => new(400, "BXNIM0127E", $"Property '{field}': {why}") { Target = field };

    public static Task WriteErrorAsync(HttpContext context, ServiceError error, DateTimeOffset now)
    {
        var code = error switch
        {
            { IsAboutToken: true } => "BXNIM0308E",
            { Code: ServiceError.Forbidden } => "BXNIM0513E",
            { Code: ServiceError.InvalidBody or ServiceError.InvalidQuery } => "BXNIM0127E",
            _ => error.Code,
        };
        var id = RequestGate.CorrelationIdOf(context);
        return JsonAnswer.WriteAsync(context, error.Status, new JsonObject
        {
            ["context"] = Context(context, id, now),
            ["errors"] = new JsonArray(new JsonObject { ["code"] = code.ToLowerInvariant(), ["message_code"] = code, ["message"] = error.Message }),
            ["trace"] = id,
            ["status_code"] = error.Status.ToString(CultureInfo.InvariantCulture),
        });
    }

    private static JsonObject Context(HttpContext context, string id, DateTimeOffset now) => new()
    {
        ["transaction_id"] = id,
        ["operation"] = context.Request.Method,
        ["user_agent"] = context.Request.Headers.UserAgent.ToString(),

        // The path alone: IBM's Node core replaces the message of any error whose context.url holds "iam" (spec clients §2).
        ["url"] = context.Request.Path.Value,
        ["start_time"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["end_time"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["elapsed_time"] = "0",
    };
}
