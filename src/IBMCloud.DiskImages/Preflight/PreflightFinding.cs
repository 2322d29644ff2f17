namespace IBMCloud.DiskImages.Preflight;

/// <summary>How an image stands to one rule.</summary>
public sealed record PreflightFinding
{
    /// <summary>The rule's name, which does not change: <c>cloud-init</c>, <c>disk-size</c> and so on.</summary>
    public required string Rule { get; init; }

    /// <summary>The verdict.</summary>
    public required PreflightVerdict Verdict { get; init; }

    /// <summary>What was seen in the image, or why nothing could be seen. Text from the image is in it, without control characters.</summary>
    public required string Evidence { get; init; }

    /// <summary>What to do; <see langword="null"/> where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>Where the rule is written.</summary>
    public required string Source { get; init; }
}
