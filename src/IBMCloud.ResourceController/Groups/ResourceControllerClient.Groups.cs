using IBMCloud.Core;
using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

public sealed partial class ResourceControllerClient
{
    /// <summary>The resource groups of an account that the identity may see.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="name">Only the one with exactly this name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ResourceGroup>> ListResourceGroupsAsync(string accountId, string? name = null, CancellationToken cancellationToken = default) =>
        ListResourceGroupsAsync(accountId, name, onlyDefault: false, cancellationToken);

    /// <summary>The account's default resource group.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">The identity may not see it.</exception>
    public async Task<ResourceGroup> GetDefaultResourceGroupAsync(string accountId, CancellationToken cancellationToken = default)
    {
        var groups = await ListResourceGroupsAsync(accountId, name: null, onlyDefault: true, cancellationToken).ConfigureAwait(false);
        return groups.FirstOrDefault(group => group.IsDefault) ?? throw new IbmCloudException(
            "Resource Manager", "get the default resource group", $"No default resource group of account {accountId} is visible. Give the identity Viewer on the resource group, or name another group.");
    }

    private async Task<IReadOnlyList<ResourceGroup>> ListResourceGroupsAsync(string accountId, string? name, bool onlyDefault, CancellationToken cancellationToken)
    {
        const string Operation = "list resource groups";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        var list = await ReadAsync(
            _groups.ListAsync(accountId, name, onlyDefault ? "true" : null, Operation, cancellationToken), Operation, ResourceJson.Default.ResourceGroupListWire, "Resource Manager")
            .ConfigureAwait(false);
        return
        [
            .. (list.Items ?? []).Where(group => group.Id is not null && (name is null || group.Name == name)).Select(group => new ResourceGroup
            {
                Id = group.Id!,
                Name = group.Name ?? "",
                AccountId = group.AccountId ?? accountId,
                Crn = Crn.TryParse(group.Crn, out var crn) ? crn : null,
                IsDefault = group.Default,
                IsActive = string.Equals(group.State, "ACTIVE", StringComparison.OrdinalIgnoreCase),
            }),
        ];
    }
}
