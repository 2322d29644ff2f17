using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.ResourceController;

/// <summary>Errors of the Resource Controller, Resource Manager and account service: <c>error_code, message, status_code, transaction_id</c>.</summary>
internal static class ResourceErrors
{
    public static ServiceError Invalid(string field, string why) => new(400, "RC-InvalidRequest", $"'{field}': {why}") { Target = field };

    public static ServiceError NotFound(string what, string id) => new(404, "RC-NotFound", $"The {what} '{id}' does not exist in this account.");

    public static ServiceError Locked(string id) => new(422, "RC-InstanceLocked", $"The instance '{id}' is locked. Unlock it first.");

    /// <summary>The operation does not fit the state of what it is for.</summary>
    public static ServiceError WrongState(string why) => new(422, "RC-InvalidState", why);

    public static Task WriteErrorAsync(HttpContext context, ServiceError error) => JsonAnswer.WriteAsync(context, error.Status, new JsonObject
    {
        ["error_code"] = error switch
        {
            { IsAboutToken: true } => "RC-Unauthorized",
            { Code: ServiceError.Forbidden } => "RC-Forbidden",
            { Code: ServiceError.InvalidBody or ServiceError.InvalidQuery } => "RC-InvalidRequest",
            { Status: 429 } => "RC-TooManyRequests",
            { Status: >= 500 } => "RC-InternalError",
            _ => error.Code,
        },
        ["message"] = error.Message,
        ["status_code"] = error.Status,
        ["transaction_id"] = RequestGate.CorrelationIdOf(context),
    });
}
