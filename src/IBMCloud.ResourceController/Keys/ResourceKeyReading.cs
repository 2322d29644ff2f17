using IBMCloud.Core;
using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

/// <summary>Reads resource keys as the service writes them.</summary>
internal static class ResourceKeyReading
{
    public static ResourceKey Read(ResourceKeyWire wire, string operation)
    {
        if (!Crn.TryParse(wire.Crn, out var crn) || string.IsNullOrEmpty(wire.Guid) || !Crn.TryParse(wire.SourceCrn, out var source))
        {
            throw new IbmCloudException("Resource Controller", operation, "The Resource Controller answered a resource key without CRN, GUID or source. Check the configured endpoint.");
        }

        var credentials = wire.Credentials;
        return new ResourceKey
        {
            Crn = crn,
            Guid = wire.Guid,
            Name = wire.Name ?? "",
            Source = source,
            Role = string.IsNullOrEmpty(wire.Role) ? null : wire.Role,
            ServiceId = Crn.TryParse(credentials?.ServiceIdCrn, out var serviceId) ? serviceId : null,
            ApiKey = credentials?.ApiKey,
            Hmac = credentials?.Hmac is { AccessKeyId: { } id, SecretAccessKey: { } secret } ? new HmacCredential(id, secret) : null,
            CreatedAt = wire.CreatedAt,
        };
    }
}
