namespace IBMCloud.E2E;

/// <summary>How journals lie in a bucket, and how long a runner may be silent before another one takes its run over.</summary>
public sealed class BucketJournalOptions
{
    /// <summary>What the keys of all journals begin with. Default <c>ibmcloud-e2e/runs/</c>.</summary>
    public string Prefix { get; init; } = "ibmcloud-e2e/runs/";

    /// <summary>Who this runner is, for the message that another one gets. Default: the machine's name and the process.</summary>
    public string Owner { get; init; } = $"{Environment.MachineName}, process {Environment.ProcessId}";

    /// <summary>
    /// How long a lease is good for, 1 s to 1 h; it is renewed after a third of that. Default 60 s. A runner that cannot renew it in time stops; one that was killed
    /// blocks its run for that long and for <see cref="ClockTolerance"/>.
    /// </summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How far the clocks of two machines may differ: a lease of somebody else counts for so much longer. Default 15 s.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for a run that another runner holds. Default: not at all, the second runner is refused.</summary>
    public TimeSpan WaitForLease { get; init; } = TimeSpan.Zero;

    /// <summary>Time between two looks while waiting. Default 2 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock by which leases run out.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal TimeSpan RenewInterval => LeaseDuration / 3;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Prefix);
        ArgumentException.ThrowIfNullOrEmpty(Owner);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseDuration, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LeaseDuration, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(ClockTolerance, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(WaitForLease, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PollInterval, TimeSpan.Zero);
    }
}
