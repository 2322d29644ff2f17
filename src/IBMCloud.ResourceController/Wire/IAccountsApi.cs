using Refit;

namespace IBMCloud.ResourceController.Wire;

/// <summary>Account Management v4.</summary>
internal interface IAccountsApi
{
    [Get("/v4/accounts/{id}")]
    Task<HttpResponseMessage> GetAsync(string id, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);
}
