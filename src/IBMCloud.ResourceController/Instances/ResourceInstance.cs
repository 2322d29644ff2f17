using IBMCloud.Core;

namespace IBMCloud.ResourceController;

/// <summary>An instance of a service. Names are not unique; GUID and CRN are.</summary>
public sealed record ResourceInstance
{
    /// <summary>The CRN: its id here.</summary>
    public required Crn Crn { get; init; }

    /// <summary>GUID: its id in the service itself, and in policies.</summary>
    public required string Guid { get; init; }

    /// <summary>Name, not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Region, or <c>global</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Account it belongs to.</summary>
    public required string AccountId { get; init; }

    /// <summary>Plan, for example <see cref="ResourcePlans.KeyProtectTiered"/>.</summary>
    public required string PlanId { get; init; }

    /// <summary>Resource group.</summary>
    public required string ResourceGroupId { get; init; }

    /// <summary>State.</summary>
    public required ResourceInstanceState State { get; init; }

    /// <summary>What the service says of its last operation, or <see langword="null"/>.</summary>
    public string? LastOperation { get; init; }

    /// <summary>The last operation still runs.</summary>
    public bool IsBusy { get; init; }

    /// <summary>The last operation failed.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Parameters it was made with, those that are texts.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made, or <see langword="null"/> where the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
