using IBMCloud.Emulator.Access;

namespace IBMCloud.Emulator.SoftLayer.Accounts;

/// <summary>A user of the linked classic account, tied to a user of the IBM Cloud account.</summary>
/// <param name="Id">Id.</param>
/// <param name="UserName"><c>ACCOUNT_EMAIL</c>.</param>
/// <param name="Key">The user's one classic API key.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Identity">The user in IAM, whose policies the import looks at.</param>
internal sealed record ClassicUser(long Id, string UserName, string Key, string Email, Identity Identity)
{
    /// <summary>Key names of what the user may do.</summary>
    public HashSet<string> Permissions { get; } = [.. ClassicPermissions.All];
}
