using System.Security.Cryptography;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.Iam.Identities;
using IBMCloud.Emulator.Iam.Tokens;

namespace IBMCloud.Emulator.Iam;

/// <summary>The account, its identities, their API keys, and the policies. Read and change it under the store's gate.</summary>
internal sealed class IamState
{
    private readonly EmulatedCloud _cloud;

    public IamState(EmulatedCloud cloud)
    {
        _cloud = cloud;
        RefreshTokens = new RefreshTokens(cloud);
        AccountId = RandomNumberGenerator.GetHexString(32, lowercase: true);
        Owner = SeededAccount.AddUser(this, cloud.Clock.GetUtcNow(), "owner@example.com", out var ownerKey);
        OwnerApiKey = ownerKey;
        Importer = SeededAccount.AddUser(this, cloud.Clock.GetUtcNow(), "importer@example.com", out _);
        ClassicUserName = cloud.Options.LinkedClassicAccount.Length > 0 ? $"{cloud.Options.LinkedClassicAccount}_{Importer.Email}" : Importer.Email;
        ClassicApiKey = RandomNumberGenerator.GetHexString(64, lowercase: true);
        SeededAccount.AddOwnerPolicies(this, cloud.Clock.GetUtcNow());
    }

    /// <summary>The account's id: 32 hexadecimal digits.</summary>
    public string AccountId { get; }

    /// <summary>The account owner: Administrator and Manager of everything.</summary>
    public User Owner { get; }

    /// <summary>The value of the owner's API key.</summary>
    public string OwnerApiKey { get; }

    /// <summary>The user behind the classic user name: has no access until a policy gives it.</summary>
    public User Importer { get; }

    /// <summary>The importer's name on classic infrastructure: the classic account's number and the e-mail address (spec softlayer 1.2).</summary>
    public string ClassicUserName { get; }

    /// <summary>The importer's classic API key: 64 hexadecimal digits, no IAM key.</summary>
    public string ClassicApiKey { get; }

    /// <summary>The one trusted profile: has no access until a policy gives it.</summary>
    public TrustedProfile Profile { get; } = new();

    public RefreshTokens RefreshTokens { get; }

    public Dictionary<string, User> Users { get; } = [];

    public Dictionary<string, ServiceId> ServiceIds { get; } = [];

    public Dictionary<string, ApiKey> ApiKeys { get; } = [];

    public Dictionary<string, Policy> Policies { get; } = [];

    /// <summary>Active policies that have come into force.</summary>
    public IEnumerable<Policy> EffectivePolicies()
    {
        var latest = _cloud.Clock.GetUtcNow() - _cloud.Options.PolicyDelay;
        return Policies.Values.Where(policy => policy.State == "active" && policy.ModifiedAt <= latest);
    }

    /// <summary>The enabled, unexpired API key with this value, or null.</summary>
    public ApiKey? FindUsableKey(string value)
    {
        var digest = ApiKey.DigestOf(value);
        return ApiKeys.Values.FirstOrDefault(key => key.Digest == digest && !key.Disabled
            && (key.ExpiresAt is null || key.ExpiresAt > _cloud.Clock.GetUtcNow()));
    }

    /// <summary>The identity with this IAM id, or null if it does not exist (any more).</summary>
    public Identity? FindIdentity(string iamId) =>
        Users.ContainsKey(iamId) ? new(IdentityKind.User, iamId, AccountId)
        : ServiceIds.Values.Any(one => one.IamId == iamId) ? new(IdentityKind.ServiceId, iamId, AccountId)
        : iamId == Profile.IamId ? new(IdentityKind.Profile, iamId, AccountId)
        : null;

    /// <summary>Deletes a service ID with its API keys and the policies that name it.</summary>
    public void Remove(ServiceId one)
    {
        foreach (var key in ApiKeys.Values.Where(key => key.IamId == one.IamId).ToList())
        {
            ApiKeys.Remove(key.Id);
        }

        foreach (var policy in Policies.Values.Where(policy => policy.Subject.Any(part => part.Key == "iam_id" && part.Value == one.IamId)).ToList())
        {
            Policies.Remove(policy.Id);
        }

        ServiceIds.Remove(one.Id);
    }
}
