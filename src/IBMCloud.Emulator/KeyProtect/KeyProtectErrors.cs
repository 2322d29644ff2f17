using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.KeyProtect;

/// <summary>Refusals of Key Protect and how they look (spec iam-keyprotect §5.6).</summary>
internal static class KeyProtectErrors
{
    public const string InvalidField = "INVALID_FIELD_ERR";
    public const string BadBody = "BAD_BODY_ERR";

    public static ServiceError Field(string field, string message) => new(400, InvalidField, $"The field '{field}' is invalid: {message}") { Target = field };

    public static ServiceError Body(string message) => new(400, BadBody, message);

    public static ServiceError KeyNotFound(string idOrAlias) =>
        new(404, "KEY_NOT_FOUND_ERR", $"Key does not exist: '{idOrAlias}' is no key of this instance and key ring.");

    public static ServiceError KeyDeleted() => new(410, "KEY_DELETED_ERR", "Key has already been deleted. Please delete references to this key.");

    public static ServiceError NotARootKey() => new(400, "KEY_ROOT_REQ_ERR", "Requested action can only be completed with a root key.");

    public static ServiceError WrongState(string action, int state) =>
        new(409, "KEY_ACTION_INVALID_STATE_ERR", $"Key is not in a valid state: '{action}' is not possible in state {state}.");

    public static ServiceError TooEarly() => new(409, "REQ_TOO_EARLY_ERR", "The key was updated recently: wait 30 seconds, then try again.");

    public static ServiceError UnprocessableCiphertext() =>
        new(422, "UNPROCESSABLE_CIPHERTEXT_ERR", "The provided ciphertext is invalid or corrupted, or was not made by this key.");

    public static ServiceError AliasTaken(string alias) =>
        new(409, "KEY_ALIAS_NOT_UNIQUE_ERR", $"One or more aliases are already associated with a key in the instance: '{alias}'.") { Target = "aliases" };

    /// <summary><c>{metadata, resources:[{errorMsg, reasons:[{code, message, status, moreInfo, target}]}]}</c>; a refused token has no reasons.</summary>
    public static Task WriteErrorAsync(HttpContext context, ServiceError error)
    {
        if (context.Request.Method == "HEAD")
        {
            return JsonAnswer.EmptyAsync(context, error.Status);
        }

        var code = CodeOf(error);
        var resource = new JsonObject { ["errorMsg"] = code is null ? error.Message : $"{Kind(error.Status)}: {error.Message} ({code})" };
        if (code is not null)
        {
            var reason = new JsonObject
            {
                ["code"] = code,
                ["message"] = error.Message,
                ["status"] = error.Status,
                ["moreInfo"] = "https://cloud.ibm.com/apidocs/key-protect",
            };
            if (error.Target is not null)
            {
                reason["target"] = new JsonObject { ["type"] = "field", ["name"] = error.Target };
            }

            resource["reasons"] = new JsonArray(reason);
        }

        return JsonAnswer.WriteAsync(context, error.Status, new JsonObject
        {
            ["metadata"] = new JsonObject { ["collectionType"] = "application/vnd.ibm.kms.error+json", ["collectionTotal"] = 1 },
            ["resources"] = new JsonArray(resource),
        });
    }

    private static string Kind(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        410 => "Gone",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        _ => "Error",
    };

    // Refusals that the whole emulator shares, in the words of this service. A missing role has no code of its own.
    private static string? CodeOf(ServiceError error) => error switch
    {
        { IsAboutToken: true } or { Code: ServiceError.Forbidden or ServiceError.Planned } => null,
        { Code: ServiceError.InvalidBody } => BadBody,
        { Code: ServiceError.InvalidQuery } => InvalidField,
        { Code: ServiceError.NoSuchRoute or ServiceError.Defect } => null,
        _ => error.Code,
    };
}
