using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

public sealed partial class ResourceControllerClient
{
    /// <summary>The facts of an account: its type, its status, the linked classic account, and what they mean.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Account> GetAccountAsync(string accountId, CancellationToken cancellationToken = default)
    {
        const string Operation = "get an account";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        var account = await ReadAsync(_accounts.GetAsync(accountId, Operation, cancellationToken), Operation, ResourceJson.Default.AccountWire, "Accounts").ConfigureAwait(false);
        return new Account
        {
            Id = account.Id ?? accountId,
            Name = account.Name ?? "",
            Type = account.Type ?? "",
            Status = account.Status ?? "",
            OwnerIamId = account.OwnerIamId,
            LinkedSoftLayerAccount = string.IsNullOrEmpty(account.LinkedSoftLayerAccount) ? null : account.LinkedSoftLayerAccount,
        };
    }
}
