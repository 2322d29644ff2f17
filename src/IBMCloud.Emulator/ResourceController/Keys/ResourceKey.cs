using IBMCloud.Emulator.ResourceController.Instances;

namespace IBMCloud.Emulator.ResourceController.Keys;

/// <summary>A resource key ("service credential"): an API key of a service ID that has a role on one instance, and for Object Storage an HMAC pair.</summary>
internal sealed class ResourceKey
{
    public required string Guid { get; init; }

    public required string Name { get; set; }

    public required ManagedInstance Source { get; init; }

    /// <summary>The role's CRN, or null where the credential's service ID was given and brings its own access.</summary>
    public required string? Role { get; init; }

    /// <summary>IAM id of the service ID whose access the key has.</summary>
    public required string IamId { get; init; }

    /// <summary>The service ID if it was made for this key and goes with it, or null.</summary>
    public required string? OwnServiceId { get; init; }

    /// <summary>Id of the API key in the credentials.</summary>
    public required string ApiKeyId { get; init; }

    /// <summary>Its value: resource keys, unlike API keys, show their credentials again.</summary>
    public required string ApiKeyValue { get; init; }

    /// <summary>The HMAC pair, or null where none was asked for.</summary>
    public HmacPair? Hmac { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public string Crn => Source.Crn.TrimEnd(':') + $":resource-key:{Guid}";
}
