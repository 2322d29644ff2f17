using Refit;

namespace IBMCloud.ResourceController.Wire;

/// <summary>Resource Manager v2: resource groups. Its list is not paged.</summary>
internal interface IResourceManagerApi
{
    [Get("/v2/resource_groups")]
    Task<HttpResponseMessage> ListAsync(
        [AliasAs("account_id")] string accountId,
        [AliasAs("name")] string? name,
        [AliasAs("default")] string? isDefault,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);
}
