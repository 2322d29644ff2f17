namespace IBMCloud.SoftLayer;

/// <summary>Which entries to read. The window is needed: reading far back without one is slow to the point of failing.</summary>
public sealed record EventLogFilter
{
    /// <summary>First moment.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last moment.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The objects; empty for all.</summary>
    public IReadOnlyList<long> ObjectIds { get; init; } = [];

    /// <summary>Kind of object, for example <c>CCI</c> or <c>Image</c>; <see langword="null"/> for all.</summary>
    public string? ObjectName { get; init; }
}
