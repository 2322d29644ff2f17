namespace IBMCloud.E2E;

/// <summary>A call to a service, or several like it in a row: what the service's own log can be asked about.</summary>
public sealed record CallRecord
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Service.</summary>
    public required string Service { get; init; }

    /// <summary>What was asked.</summary>
    public required string Operation { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>HTTP status; <see langword="null"/> where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The id under which the service finds it.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many calls like it came in a row, such as the parts of an upload or the polls of a wait.</summary>
    public int Count { get; init; } = 1;

    /// <summary>When the last of several began.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The id of the last of several.</summary>
    public string? LastRequestId { get; init; }
}
