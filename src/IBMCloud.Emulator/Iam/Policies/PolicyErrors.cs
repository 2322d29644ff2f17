using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.Iam.Identities;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary>Errors of Policy Management (spec iam-keyprotect §3.2): <c>trace, errors[{code, message, details}], status_code</c>.</summary>
internal static class PolicyErrors
{
    public static ServiceError InvalidBody(string why) => new(400, "invalid_body", why);

    public static ServiceError NotFound(string id) => new(404, "policy_not_found", $"The policy '{id}' does not exist.");

    public static ServiceError Conflict(Policy existing) =>
        new(409, "policy_conflict_error", $"Policy '{existing.Id}' already grants this to the same subject.") { Details = existing };

    /// <param name="context">The request.</param>
    /// <param name="error">What was refused.</param>
    /// <param name="idOnly">Whether <c>conflicts_with.policy</c> is the id alone (documented) or the whole policy (seen live).</param>
    public static Task WriteErrorAsync(HttpContext context, ServiceError error, bool idOnly)
    {
        var entry = new JsonObject
        {
            ["code"] = error switch
            {
                { IsAboutToken: true } => "invalid_token",

                // The service's own spelling.
                { Code: ServiceError.Forbidden } => "insufficent_permissions",
                { Code: ServiceError.InvalidQuery } => "missing_required_query_parameter",
                { Status: 429 } => "too_many_requests",
                { Status: 404, Code: ServiceError.NoSuchRoute } => "not_found",
                { Status: >= 500 } => "unable_to_process",
                _ => error.Code,
            },
            ["message"] = error.Message,
        };
        if (error.Details is Policy policy)
        {
            entry["details"] = new JsonObject
            {
                ["conflicts_with"] = new JsonObject
                {
                    ["etag"] = EntityTag.Of(policy.Id, policy.Revision),
                    ["policy"] = idOnly ? policy.Id : PolicyJson.Write(policy, version: 2, context.BaseAddress()),
                },
            };
        }

        return JsonAnswer.WriteAsync(context, error.Status, new JsonObject
        {
            ["trace"] = RequestGate.CorrelationIdOf(context),
            ["errors"] = new JsonArray(entry),
            ["status_code"] = error.Status,
        });
    }
}
