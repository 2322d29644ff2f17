namespace IBMCloud.E2E;

/// <summary>What a tear-down may remove. What the run did not make is never removed.</summary>
public sealed class TearDownOptions
{
    /// <summary>
    /// Deletes the root key too, and its Key Protect instance. Every image, disk and server whose data key it wraps is lost for good: a crypto-shred. Off by default.
    /// </summary>
    public bool DeleteKeys { get; init; }

    /// <summary>Cancels the server that the run ordered.</summary>
    public bool CancelServer { get; init; } = true;
}

/// <summary>What became of what a step had made.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">Which thing, and why where it remained.</param>
public sealed record TearDownOutcome(TearDownKind Kind, string Detail)
{
    /// <summary>There was nothing to remove.</summary>
    public static TearDownOutcome Nothing { get; } = new(TearDownKind.Nothing, "nothing to remove");

    /// <summary>It was removed.</summary>
    /// <param name="what">What.</param>
    public static TearDownOutcome Removed(string what) => new(TearDownKind.Removed, what);

    /// <summary>It remains.</summary>
    /// <param name="why">What, and why.</param>
    public static TearDownOutcome Remains(string why) => new(TearDownKind.Remains, why);
}

/// <summary>What happened to a thing in a tear-down.</summary>
public enum TearDownKind
{
    /// <summary>There was nothing.</summary>
    Nothing,

    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It remains.</summary>
    Remains,
}
