using Refit;

namespace IBMCloud.Iam.Wire;

/// <summary>IAM's token service. Errors: <c>{errorCode, errorMessage, context}</c> with 400 even where a key is wrong.</summary>
internal interface ITokenApi
{
    /// <summary>A token for a grant: a form of <c>grant_type</c> and what it needs.</summary>
    [Post("/identity/token")]
    [Headers("Accept: application/json")]
    Task<HttpResponseMessage> IssueAsync(
        [Body] HttpContent form,
        [Header("Authorization")] string? client,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);
}
