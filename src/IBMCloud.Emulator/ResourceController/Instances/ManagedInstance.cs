using System.Text.Json.Nodes;
using IBMCloud.Emulator.State;

namespace IBMCloud.Emulator.ResourceController.Instances;

/// <summary>An instance that the Resource Controller made. Its state follows from the clock, so nothing has to run while nobody looks.</summary>
internal sealed class ManagedInstance : ServiceInstance
{
    public const string Provisioning = "provisioning";
    public const string Active = "active";
    public const string Failed = "failed";
    public const string PendingReclamation = "pending_reclamation";
    public const string Removed = "removed";

    /// <summary>How long a deleted instance can be restored: 7 days (spec iam-keyprotect §4, not verified there).</summary>
    public static readonly TimeSpan ReclamationPeriod = TimeSpan.FromDays(7);

    public required string Name { get; set; }

    public required CatalogPlan Plan { get; set; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the creator gave to the service's broker, or null.</summary>
    public JsonNode? Parameters { get; set; }

    public bool AllowCleanup { get; set; }

    public bool Locked { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>When provisioning ends, in whichever state.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>Why provisioning ends in <c>failed</c>, or null where it succeeds.</summary>
    public string? Failure { get; init; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public string? UpdatedBy { get; set; }

    public string? DeletedBy { get; set; }

    public DateTimeOffset? RestoredAt { get; set; }

    public string? RestoredBy { get; set; }

    /// <summary>When a deleted instance is gone for good.</summary>
    public DateTimeOffset? ReclaimAt { get; set; }

    /// <summary>Id of the reclamation of a deleted instance.</summary>
    public string? ReclamationId { get; set; }

    /// <summary>The verb of the last operation: <c>create</c>, <c>update</c>, <c>delete</c>, <c>restore</c>.</summary>
    public string LastOperation { get; set; } = "create";

    /// <summary>The state at a time of the emulator's clock.</summary>
    public string StateAt(DateTimeOffset now) =>
        DeletedAt is not null ? (now >= ReclaimAt ? Removed : PendingReclamation)
        : now < ReadyAt ? Provisioning
        : Failure is null ? Active : Failed;
}
