using Refit;

namespace IBMCloud.ResourceController.Wire;

/// <summary>
/// Resource Controller v2. Lists: <c>limit</c> up to 100, the next page by the <c>start</c> of the relative <c>next_url</c>. Ids are GUIDs or CRNs, the
/// latter percent-encoded once.
/// </summary>
internal interface IResourceControllerApi
{
    [Get("/v2/resource_instances")]
    Task<HttpResponseMessage> ListInstancesAsync(
        [AliasAs("name")] string? name,
        [AliasAs("resource_plan_id")] string? planId,
        [AliasAs("resource_group_id")] string? resourceGroupId,
        [AliasAs("type")] string type,
        [AliasAs("limit")] int limit,
        [AliasAs("start")] string? start,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/v2/resource_instances/{id}")]
    Task<HttpResponseMessage> GetInstanceAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/v2/resource_instances")]
    Task<HttpResponseMessage> CreateInstanceAsync([Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Delete("/v2/resource_instances/{id}")]
    Task<HttpResponseMessage> DeleteInstanceAsync(
        string id, [AliasAs("recursive")] string recursive, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    /// <summary>Repeating it has the effect of sending it once.</summary>
    [Patch("/v2/resource_instances/{id}")]
    Task<HttpResponseMessage> UpdateInstanceAsync(
        string id,
        [Body] HttpContent body,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);

    [Post("/v2/resource_instances/{id}/lock")]
    Task<HttpResponseMessage> LockInstanceAsync(
        string id, [Property("IBMCloud.Operation")] string operation, [Property("IBMCloud.Idempotent")] bool idempotent, CancellationToken cancellationToken);

    [Delete("/v2/resource_instances/{id}/lock")]
    Task<HttpResponseMessage> UnlockInstanceAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/v2/resource_instances/{id}/resource_keys")]
    Task<HttpResponseMessage> ListKeysAsync(
        string id, [AliasAs("limit")] int limit, [AliasAs("start")] string? start, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/v2/resource_keys/{id}")]
    Task<HttpResponseMessage> GetKeyAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/v2/resource_keys")]
    Task<HttpResponseMessage> CreateKeyAsync([Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Delete("/v2/resource_keys/{id}")]
    Task<HttpResponseMessage> DeleteKeyAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);
}
