using Refit;

namespace IBMCloud.Iam.Wire;

/// <summary>
/// IAM Identity Services: service IDs and API keys.
/// Lists: <c>pagesize</c> 1 to 100, the next page by the <c>pagetoken</c> of the link <c>next</c>. Errors: <c>{errors:[{message_code, message}], context}</c>.
/// </summary>
internal interface IIdentityApi
{
    [Get("/v1/serviceids/")]
    Task<HttpResponseMessage> ListServiceIdsAsync(
        [AliasAs("account_id")] string? accountId,
        [AliasAs("name")] string? name,
        [AliasAs("pagesize")] int pageSize,
        [AliasAs("pagetoken")] string? pageToken,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/v1/serviceids/{id}")]
    Task<HttpResponseMessage> GetServiceIdAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/v1/serviceids/")]
    Task<HttpResponseMessage> CreateServiceIdAsync([Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Put("/v1/serviceids/{id}")]
    Task<HttpResponseMessage> UpdateServiceIdAsync(
        string id, [Header("If-Match")] string entityTag, [Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Delete("/v1/serviceids/{id}")]
    Task<HttpResponseMessage> DeleteServiceIdAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/v1/serviceids/{id}/lock")]
    Task<HttpResponseMessage> LockServiceIdAsync(
        string id, [Property("IBMCloud.Operation")] string operation, [Property("IBMCloud.Idempotent")] bool idempotent, CancellationToken cancellationToken);

    [Delete("/v1/serviceids/{id}/lock")]
    Task<HttpResponseMessage> UnlockServiceIdAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/v1/apikeys")]
    Task<HttpResponseMessage> ListApiKeysAsync(
        [AliasAs("account_id")] string? accountId,
        [AliasAs("iam_id")] string? iamId,
        [AliasAs("pagesize")] int pageSize,
        [AliasAs("pagetoken")] string? pageToken,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/v1/apikeys/{id}")]
    Task<HttpResponseMessage> GetApiKeyAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/v1/apikeys/details")]
    Task<HttpResponseMessage> GetApiKeyDetailsAsync(
        [Header("IAM-ApiKey")] string apiKey, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/v1/apikeys")]
    Task<HttpResponseMessage> CreateApiKeyAsync(
        [Body] HttpContent body,
        [Header("Entity-Lock")] string locked,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Delete("/v1/apikeys/{id}")]
    Task<HttpResponseMessage> DeleteApiKeyAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/v1/apikeys/{id}/lock")]
    Task<HttpResponseMessage> LockApiKeyAsync(
        string id, [Property("IBMCloud.Operation")] string operation, [Property("IBMCloud.Idempotent")] bool idempotent, CancellationToken cancellationToken);

    [Delete("/v1/apikeys/{id}/lock")]
    Task<HttpResponseMessage> UnlockApiKeyAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/v1/apikeys/{id}/disable")]
    Task<HttpResponseMessage> DisableApiKeyAsync(
        string id, [Property("IBMCloud.Operation")] string operation, [Property("IBMCloud.Idempotent")] bool idempotent, CancellationToken cancellationToken);

    [Delete("/v1/apikeys/{id}/disable")]
    Task<HttpResponseMessage> EnableApiKeyAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);
}
