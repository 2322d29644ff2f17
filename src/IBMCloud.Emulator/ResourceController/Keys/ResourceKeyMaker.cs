using System.Text.Json;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.Iam.Identities;
using IBMCloud.Emulator.ResourceController.Instances;

namespace IBMCloud.Emulator.ResourceController.Keys;

/// <summary>Makes the credentials of a resource key: a service ID (its own, or the one named by <c>serviceid_crn</c>), an API key of it, and its role on the instance.</summary>
internal sealed class ResourceKeyMaker(EmulatedCloud cloud)
{
    /// <summary>Makes a key. The caller holds the gate and has checked access.</summary>
    /// <exception cref="ServiceError">400: what is wrong with the body.</exception>
    public ResourceKey Make(ManagedInstance source, JsonElement body, Identity caller)
    {
        var name = NameOf(body);
        var now = cloud.Clock.GetUtcNow();
        var parameters = body.Member("parameters") ?? default;
        var named = parameters.ValueKind == JsonValueKind.Object ? parameters.Text("serviceid_crn") : null;
        var role = RoleOf(body.Text("role"), source.ServiceName) ?? (named is null ? RoleCatalog.ServicePrefix + "Writer" : null);
        var owner = named is null ? MakeServiceId(name, source, caller, now) : FindServiceId(named);
        var apiKey = MakeApiKey(name, owner, caller, now, out var value);
        if (role is not null)
        {
            Grant(owner, source, role, caller, now);
        }

        return new ResourceKey
        {
            Guid = Guid.NewGuid().ToString(),
            Name = name,
            Source = source,
            Role = role,
            IamId = owner.IamId,
            OwnServiceId = named is null ? owner.Id : null,
            ApiKeyId = apiKey.Id,
            ApiKeyValue = value,
            Hmac = WantsHmac(parameters, source) ? HmacPair.New() : null,
            CreatedAt = now,
            CreatedBy = caller.IamId,
        };
    }

    public static string NameOf(JsonElement body) => body.Text("name") is { Length: >= 1 and <= 180 } name ? name : throw ResourceErrors.Invalid("name", "required, 1 to 180 characters.");

    // IBM's tools send true, and "true" where parameters pass through a command line.
    private static bool WantsHmac(JsonElement parameters, ManagedInstance source)
    {
        if (parameters.ValueKind != JsonValueKind.Object || parameters.Member("HMAC") is not { } wanted)
        {
            return false;
        }

        var yes = wanted.ValueKind == JsonValueKind.True || (wanted.ValueKind == JsonValueKind.String && string.Equals(wanted.GetString(), "true", StringComparison.OrdinalIgnoreCase));
        return yes && source.ServiceName != ResourceScope.ObjectStorage
            ? throw ResourceErrors.Invalid("parameters", $"'{source.ServiceName}' has no HMAC credentials: only cloud-object-storage has.")
            : yes;
    }

    // A role comes as its CRN or its name.
    private static string? RoleOf(string? role, string serviceName)
    {
        if (role is null)
        {
            return null;
        }

        var crn = role.StartsWith("crn:", StringComparison.Ordinal) ? role
            : RoleCatalog.ServiceRoles(serviceName).Concat(RoleCatalog.PlatformRoles()).FirstOrDefault(one => one.Name == role).Crn;
        return crn is not null && RoleCatalog.Exists(crn, serviceName) ? crn : throw ResourceErrors.Invalid("role", $"'{serviceName}' has no role '{role}'.");
    }

    private ServiceId MakeServiceId(string name, ManagedInstance source, Identity caller, DateTimeOffset now)
    {
        var made = new ServiceId
        {
            Id = "ServiceId-" + Guid.NewGuid(),
            Name = "auto-generated-serviceId-" + name,
            Description = $"Auto-generated for the resource key {name} of {source.Crn}",
            UniqueInstanceCrns = [],
            CreatedAt = now,
            ModifiedAt = now,
            CreatedBy = caller.IamId,
        };
        cloud.State.Iam.ServiceIds.Add(made.Id, made);
        return made;
    }

    private ServiceId FindServiceId(string crn) => cloud.State.Iam.ServiceIds.GetValueOrDefault(crn.Split(':')[^1])
        ?? throw ResourceErrors.Invalid("parameters", $"the service ID '{crn}' does not exist in this account.");

    private ApiKey MakeApiKey(string name, ServiceId owner, Identity caller, DateTimeOffset now, out string value)
    {
        value = ApiKey.NewValue();
        var key = new ApiKey
        {
            Id = "ApiKey-" + Guid.NewGuid(),
            IamId = owner.IamId,
            Digest = ApiKey.DigestOf(value),
            Name = name,
            Description = $"Auto-generated for the resource key {name}",
            CreatedAt = now,
            ModifiedAt = now,
            CreatedBy = caller.IamId,
        };
        cloud.State.Iam.ApiKeys.Add(key.Id, key);
        return key;
    }

    private void Grant(ServiceId owner, ManagedInstance source, string role, Identity caller, DateTimeOffset now)
    {
        var policy = new Policy
        {
            Id = Guid.NewGuid().ToString(),
            Type = Policy.AccessType,
            Version = 2,
            Subject = [new("iam_id", PolicyAttribute.StringEquals, owner.IamId)],
            Resource =
            [
                new("accountId", PolicyAttribute.StringEquals, source.AccountId),
                new("serviceName", PolicyAttribute.StringEquals, source.ServiceName),
                new("serviceInstance", PolicyAttribute.StringEquals, source.Guid),
            ],
            Roles = [role],
            CreatedAt = now,
            CreatedBy = caller.IamId,
            ModifiedAt = now,
            ModifiedBy = caller.IamId,
        };
        cloud.State.Iam.Policies.Add(policy.Id, policy);
    }
}
