using Refit;

namespace IBMCloud.Iam.Wire;

/// <summary>
/// IAM Policy Management v2. A v1 list shows a v2 policy only as a placeholder, so everything but reading v1 policies goes through v2.
/// Errors: <c>{errors:[{code, message, details:{conflicts_with}}], trace}</c>.
/// </summary>
internal interface IPolicyApi
{
    [Get("/v2/policies")]
    Task<HttpResponseMessage> ListAsync(
        [AliasAs("account_id")] string accountId,
        [AliasAs("iam_id")] string? iamId,
        [AliasAs("type")] string? type,
        [AliasAs("limit")] int limit,
        [AliasAs("start")] string? start,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/v1/policies")]
    Task<HttpResponseMessage> ListVersion1Async(
        [AliasAs("account_id")] string accountId,
        [AliasAs("iam_id")] string? iamId,
        [AliasAs("type")] string? type,
        [AliasAs("limit")] int limit,
        [AliasAs("start")] string? start,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/v2/policies/{id}")]
    Task<HttpResponseMessage> GetAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    /// <summary>Safe to repeat: a second one is refused with 409 and names the first.</summary>
    [Post("/v2/policies")]
    Task<HttpResponseMessage> CreateAsync(
        [Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, [Property("IBMCloud.Idempotent")] bool idempotent, CancellationToken cancellationToken);

    [Delete("/v2/policies/{id}")]
    Task<HttpResponseMessage> DeleteAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/v2/roles")]
    Task<HttpResponseMessage> ListRolesAsync(
        [AliasAs("account_id")] string? accountId,
        [AliasAs("service_name")] string? serviceName,
        [AliasAs("source_service_name")] string? sourceServiceName,
        [AliasAs("policy_type")] string? policyType,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);
}
