using IBMCloud.Emulator;
using IBMCloud.Emulator.Access;

namespace IBMCloud.KeyProtect.Tests;

/// <summary>Roles that the emulated cloud gives without a wait.</summary>
internal static class EmulatedRoles
{
    public static void Give(this IbmCloudEmulator emulator, string iamId, string instance, string[] roles, string? keyRing, string? keyId)
    {
        PolicyAttribute Is(string key, string value) => new(key, PolicyAttribute.StringEquals, value);
        List<PolicyAttribute> resource = [Is("accountId", emulator.AccountId), Is("serviceName", "kms"), Is("serviceInstance", instance)];
        if (keyRing is not null)
        {
            resource.Add(Is("keyRing", keyRing));
        }

        if (keyId is not null)
        {
            resource.AddRange([Is("resourceType", "key"), Is("resource", keyId)]);
        }

        var policy = new Policy
        {
            Id = Guid.NewGuid().ToString(),
            Type = Policy.AccessType,
            Version = 2,
            Subject = [Is("iam_id", iamId)],
            Resource = resource,
            Roles = [.. roles.Select(role => (role is "Reader" or "Writer" or "Manager" ? RoleCatalog.ServicePrefix : "crn:v1:bluemix:public:kms::::serviceRole:") + role)],
            CreatedAt = DateTimeOffset.UnixEpoch,
            CreatedBy = iamId,
            ModifiedAt = DateTimeOffset.UnixEpoch,
            ModifiedBy = iamId,
        };
        lock (emulator.Cloud.State.Gate)
        {
            emulator.Cloud.State.Iam.Policies.Add(policy.Id, policy);
        }
    }
}
