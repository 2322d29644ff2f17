using Refit;

namespace IBMCloud.ResourceController.Wire;

/// <summary>Reclamations, version 1 of the Resource Controller. Its list is not paged.</summary>
internal interface IReclamationsApi
{
    [Get("/v1/reclamations")]
    Task<HttpResponseMessage> ListAsync(
        [AliasAs("account_id")] string accountId,
        [AliasAs("resource_instance_id")] string? instance,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    /// <summary>Safe to repeat: a second one finds no reclamation.</summary>
    [Post("/v1/reclamations/{id}/actions/{action}")]
    Task<HttpResponseMessage> ActAsync(
        string id,
        string action,
        [Body] HttpContent body,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);
}
