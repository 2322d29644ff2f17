using IBMCloud.Core;

namespace IBMCloud.ResourceController;

/// <summary>What is left of a deleted instance for some days: until then it can be restored.</summary>
public sealed record Reclamation
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>GUID of the instance.</summary>
    public required string InstanceGuid { get; init; }

    /// <summary>CRN of the instance, or <see langword="null"/> where the service names none.</summary>
    public Crn? Instance { get; init; }

    /// <summary>State as the service writes it, for example <c>SCHEDULED</c>.</summary>
    public required string State { get; init; }

    /// <summary>When the instance is gone for good, or <see langword="null"/> where the service does not say.</summary>
    public DateTimeOffset? GoneAt { get; init; }
}
