namespace IBMCloud.SoftLayer;

/// <summary>How to wait for something that takes minutes to hours.</summary>
public sealed class WaitOptions
{
    /// <summary>Time between two looks. Default 10 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait. Default 2 h; mass orders have taken longer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How many looks in a row may fail, each after its own repeats, before the wait gives up. Default 5.</summary>
    public int MaxFailedLooks { get; init; } = 5;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PollInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Deadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFailedLooks, 0);
    }
}
