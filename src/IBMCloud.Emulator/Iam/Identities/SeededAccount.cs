using System.Security.Cryptography;
using IBMCloud.Emulator.Access;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>What a fresh account has: two users, and the owner's policies as the live account management shows them.</summary>
internal static class SeededAccount
{
    public static User AddUser(IamState state, DateTimeOffset now, string email, out string apiKey)
    {
        var user = new User("IBMid-" + RandomNumberGenerator.GetString("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10), email);
        state.Users.Add(user.IamId, user);
        apiKey = ApiKey.NewValue();
        var key = new ApiKey
        {
            Id = "ApiKey-" + Guid.NewGuid(),
            IamId = user.IamId,
            Digest = ApiKey.DigestOf(apiKey),
            Name = "seeded",
            CreatedAt = now,
            ModifiedAt = now,
            CreatedBy = user.IamId,
        };
        state.ApiKeys.Add(key.Id, key);
        return user;
    }

    public static void AddOwnerPolicies(IamState state, DateTimeOffset now)
    {
        Add(state, now, "All identity and access enabled services", ["Administrator"], ["Manager"], new("serviceType", PolicyAttribute.StringEquals, "service"));
        Add(state, now, "All account management services", ["Administrator"], [], new("serviceType", PolicyAttribute.StringEquals, "platform_service"));
        Add(state, now, "All resource groups", ["Administrator"], [], new("resourceType", PolicyAttribute.StringEquals, "resource-group"));
    }

    private static void Add(IamState state, DateTimeOffset now, string description, string[] platformRoles, string[] serviceRoles, PolicyAttribute scope)
    {
        var policy = new Policy
        {
            Id = Guid.NewGuid().ToString(),
            Type = Policy.AccessType,
            Version = 2,
            Description = description,
            Subject = [new("iam_id", PolicyAttribute.StringEquals, state.Owner.IamId)],
            Resource = [new("accountId", PolicyAttribute.StringEquals, state.AccountId), scope],
            Roles = [.. platformRoles.Select(role => RoleCatalog.PlatformPrefix + role), .. serviceRoles.Select(role => RoleCatalog.ServicePrefix + role)],
            CreatedAt = now,
            CreatedBy = state.Owner.IamId,
            // In force from the start, whatever EmulatorOptions.PolicyDelay says.
            ModifiedAt = DateTimeOffset.UnixEpoch,
            ModifiedBy = state.Owner.IamId,
        };
        state.Policies.Add(policy.Id, policy);
    }
}
