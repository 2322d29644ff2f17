namespace IBMCloud.ActivityTracker;

/// <summary>What an audit is about: a time, things, and what should have happened to them.</summary>
public sealed record AuditScope
{
    /// <summary>First moment.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last moment.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>CRNs and ids of the things. An event belongs if its target has one of them in it, or shares a correlation id with one that does. Empty: all events of the time.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>What should have happened; the timeline says what is missing.</summary>
    public IReadOnlyList<ExpectedEvent> Expected { get; init; } = [];
}

/// <summary>Something that should have happened.</summary>
/// <param name="What">For people, for example <c>the platform unwraps the data key for the import</c>.</param>
/// <param name="Action">Start of the action, for example <c>kms.secrets.unwrap</c>.</param>
/// <param name="Initiator">Text that the initiator must have in it, for example <c>server-protect</c>; anyone where <see langword="null"/>.</param>
/// <param name="Target">Text that the target must have in it; anything where <see langword="null"/>.</param>
public sealed record ExpectedEvent(string What, string Action, string? Initiator = null, string? Target = null)
{
    internal bool IsMetBy(AuditEvent one) =>
        one.Succeeded && one.Action.StartsWith(Action, StringComparison.OrdinalIgnoreCase)
        && (Initiator is null || Has(one.Initiator?.Id, Initiator) || Has(one.Initiator?.Name, Initiator))
        && (Target is null || Has(one.Target?.Id, Target));

    private static bool Has(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
