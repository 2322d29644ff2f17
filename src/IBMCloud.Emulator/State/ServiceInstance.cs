namespace IBMCloud.Emulator.State;

/// <summary>What a service knows of its instances; the Resource Controller knows more of those that it made.</summary>
internal class ServiceInstance
{
    public required string Guid { get; init; }

    /// <summary><c>kms</c>, <c>hs-crypto</c> or <c>cloud-object-storage</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Region, or <c>global</c> for Object Storage.</summary>
    public required string Region { get; init; }

    public required string AccountId { get; init; }

    public string? ResourceGroupId { get; init; }

    /// <summary>From when the service answers for it: provisioning takes a while.</summary>
    public DateTimeOffset ActiveFrom { get; init; }

    /// <summary>When it was deleted: the service no longer answers for it.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public string Crn => $"crn:v1:bluemix:public:{ServiceName}:{Region}:a/{AccountId}:{Guid}::";

    public bool IsActive(DateTimeOffset now) => ActiveFrom <= now && !(DeletedAt <= now);
}
