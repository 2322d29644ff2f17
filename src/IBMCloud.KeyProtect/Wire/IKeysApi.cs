using Refit;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>
/// Key Protect API v2: keys. The instance goes in the header <c>Bluemix-Instance</c>; <c>{id}</c> is a UUID or an alias.
/// Bodies are <c>{metadata:{collectionType, collectionTotal}, resources:[…]}</c>; errors <c>{resources:[{errorMsg, reasons:[{code, message, target}]}]}</c>.
/// </summary>
internal interface IKeysApi
{
    [Post("/api/v2/keys")]
    Task<HttpResponseMessage> CreateAsync(
        [Body] HttpContent body, [Header("x-kms-key-ring")] string? ring, [Header("Prefer")] string prefer, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/api/v2/keys_with_policy_overrides")]
    Task<HttpResponseMessage> CreateWithPoliciesAsync(
        [Body] HttpContent body, [Header("x-kms-key-ring")] string? ring, [Header("Prefer")] string prefer, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/api/v2/keys")]
    Task<HttpResponseMessage> ListAsync(
        [AliasAs("limit")] int limit,
        [AliasAs("offset")] int offset,
        [AliasAs("state")] string? state,
        [AliasAs("extractable")] string? extractable,
        [AliasAs("search")] string? search,
        [AliasAs("filter")] string? filter,
        [AliasAs("sort")] string? sort,
        [Header("x-kms-key-ring")] string? ring,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Head("/api/v2/keys")]
    Task<HttpResponseMessage> CountAsync(
        [AliasAs("state")] string? state,
        [AliasAs("extractable")] string? extractable,
        [AliasAs("search")] string? search,
        [AliasAs("filter")] string? filter,
        [Header("x-kms-key-ring")] string? ring,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/api/v2/keys/{id}")]
    Task<HttpResponseMessage> GetAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/api/v2/keys/{id}/metadata")]
    Task<HttpResponseMessage> GetMetadataAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/api/v2/keys/{id}/versions")]
    Task<HttpResponseMessage> ListVersionsAsync(
        string id,
        [AliasAs("limit")] int limit,
        [AliasAs("offset")] int offset,
        [AliasAs("allKeyStates")] string? allKeyStates,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Patch("/api/v2/keys/{id}")]
    Task<HttpResponseMessage> PatchAsync(
        string id,
        [Body] HttpContent body,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);

    [Delete("/api/v2/keys/{id}")]
    Task<HttpResponseMessage> DeleteAsync(
        string id,
        [AliasAs("force")] string? force,
        [Header("Prefer")] string prefer,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Delete("/api/v2/keys/{id}/purge")]
    Task<HttpResponseMessage> PurgeAsync(
        string id, [Header("Prefer")] string prefer, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/api/v2/keys/{id}/restore")]
    Task<HttpResponseMessage> RestoreAsync(
        string id,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);

    [Post("/api/v2/keys/{id}/aliases/{alias}")]
    Task<HttpResponseMessage> AddAliasAsync(
        string id,
        string alias,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);

    [Delete("/api/v2/keys/{id}/aliases/{alias}")]
    Task<HttpResponseMessage> RemoveAliasAsync(string id, string alias, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);
}
