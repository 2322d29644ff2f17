using System.Collections.Frozen;

namespace IBMCloud.Emulator.Access;

/// <summary>
/// Which role grants which action. Role CRNs and their prefixes: spec iam-keyprotect §3; who needs what: its §7.
/// Platform roles manage instances and policies of any service; service roles are per service. Neither includes the other.
/// </summary>
internal static class RoleCatalog
{
    public const string PlatformPrefix = "crn:v1:bluemix:public:iam::::role:";
    public const string ServicePrefix = "crn:v1:bluemix:public:iam::::serviceRole:";

    // Platform actions are the same for every service.
    private static readonly string[] Viewer = [Actions.InstanceRetrieve, Actions.PolicyRead, Actions.ResourceGroupRetrieve, Actions.ServiceIdRead, Actions.KeyRead];
    private static readonly string[] Operator = [.. Viewer, Actions.ServiceIdWrite];
    private static readonly string[] Editor = [.. Operator, Actions.InstanceWrite, Actions.KeyWrite, Actions.ResourceGroupWrite];

    private static readonly FrozenDictionary<string, string[]> PlatformActions = new Dictionary<string, string[]>
    {
        ["Viewer"] = Viewer,
        ["Operator"] = Operator,
        ["Editor"] = Editor,
        ["Administrator"] = [.. Editor, Actions.PolicyWrite],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string[]>> ServiceActions =
        new Dictionary<string, FrozenDictionary<string, string[]>>
        {
            [ResourceScope.KeyProtect] = KeyProtectRoles.Actions,
            [ResourceScope.HyperProtect] = KeyProtectRoles.Actions,
            [ResourceScope.ObjectStorage] = ObjectStorageRoles.Actions,
        }.ToFrozenDictionary();

    /// <summary>Whether a role includes an action of a service.</summary>
    public static bool Grants(string roleCrn, string serviceName, string action)
    {
        if (roleCrn.StartsWith(PlatformPrefix, StringComparison.Ordinal))
        {
            return PlatformActions.TryGetValue(roleCrn[PlatformPrefix.Length..], out var platform) && platform.Contains(action);
        }

        return ServiceActions.TryGetValue(serviceName, out var roles)
            && roles.Any(role => (roleCrn == ServicePrefix + role.Key || roleCrn == OwnPrefix(serviceName) + role.Key) && role.Value.Contains(action));
    }

    /// <summary>Whether such a role exists for a service.</summary>
    public static bool Exists(string roleCrn, string? serviceName)
    {
        if (roleCrn.StartsWith(PlatformPrefix, StringComparison.Ordinal))
        {
            var name = roleCrn[PlatformPrefix.Length..];
            return name == "AuthorizationDelegator" || PlatformActions.ContainsKey(name);
        }

        if (roleCrn.StartsWith(ServicePrefix, StringComparison.Ordinal))
        {
            return roleCrn[ServicePrefix.Length..] is "Reader" or "Writer" or "Manager";
        }

        return serviceName is not null && ServiceActions.TryGetValue(serviceName, out var roles)
            && roles.Keys.Any(role => roleCrn == OwnPrefix(serviceName) + role);
    }

    /// <summary>The names of the roles that include an action, for error texts.</summary>
    public static IEnumerable<string> RolesThatGrant(string serviceName, string action) =>
        PlatformActions.Where(role => role.Value.Contains(action)).Select(role => role.Key)
            .Concat(ServiceActions.TryGetValue(serviceName, out var roles) ? roles.Where(role => role.Value.Contains(action)).Select(role => role.Key) : []);

    /// <summary>Roles of a service with their actions, as <c>GET /v2/roles</c> lists them: name, CRN, actions.</summary>
    public static IEnumerable<(string Name, string Crn, string[] Actions)> ServiceRoles(string serviceName) =>
        ServiceActions.TryGetValue(serviceName, out var roles)
            ? roles.Select(role => (role.Key, (role.Key is "Reader" or "Writer" or "Manager" ? ServicePrefix : OwnPrefix(serviceName)) + role.Key, role.Value))
            : [];

    /// <summary>The platform roles with their actions.</summary>
    public static IEnumerable<(string Name, string Crn, string[] Actions)> PlatformRoles() =>
        PlatformActions.Select(role => (role.Key, PlatformPrefix + role.Key, role.Value));

    private static string OwnPrefix(string serviceName) => $"crn:v1:bluemix:public:{serviceName}::::serviceRole:";
}
