using System.Security.Cryptography;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>A trusted profile, and the token by which the one compute resource that it trusts shows itself (spec iam-keyprotect §1).</summary>
internal sealed class TrustedProfile
{
    /// <summary><c>Profile-&lt;uuid&gt;</c>.</summary>
    public string Id { get; } = "Profile-" + Guid.NewGuid();

    public string IamId => "iam-" + Id;

    public string Name { get; } = "compute";

    /// <summary>What the platform would mount as a file, or the metadata service would give.</summary>
    public string ComputeResourceToken { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);
}
