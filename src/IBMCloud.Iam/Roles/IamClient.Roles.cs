using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

public sealed partial class IamClient
{
    /// <summary>The roles that a policy on a service can grant: the platform's, the service's, and the account's own.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="serviceName">Service, for example <c>kms</c>.</param>
    /// <param name="sourceService">Only those that an authorization can give to this service; those of access policies where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<RoleDescription>> ListRolesAsync(
        string accountId, string serviceName, string? sourceService = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "list roles";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        ArgumentException.ThrowIfNullOrEmpty(serviceName);
        var roles = await ReadAsync(
            _policies.ListRolesAsync(accountId, serviceName, sourceService, sourceService is null ? null : "authorization", Operation, cancellationToken),
            Operation,
            IamJson.Default.RoleListWire).ConfigureAwait(false);
        return [.. Read(roles.System, RoleKind.Platform), .. Read(roles.OfService, RoleKind.Service), .. Read(roles.Custom, RoleKind.Custom)];
    }

    private static IEnumerable<RoleDescription> Read(IReadOnlyList<RoleWire>? roles, RoleKind kind) => (roles ?? []).Where(role => !string.IsNullOrEmpty(role.Crn)).Select(role => new RoleDescription
    {
        Role = IamRole.FromService(role.Crn!),
        DisplayName = role.DisplayName ?? "",
        Description = role.Description,
        Kind = kind,
        Actions = role.Actions ?? [],
    });
}
