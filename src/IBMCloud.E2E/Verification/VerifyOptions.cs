namespace IBMCloud.E2E;

/// <summary>How much of the uploaded object a verification reads.</summary>
public sealed class VerifyOptions
{
    /// <summary>Compares the whole image, and takes the digests of image and object. Otherwise its first and last MiB and <see cref="Samples"/> others, at random places.</summary>
    public bool Whole { get; init; }

    /// <summary>Random places to compare, 1 MiB each, 0 to 10,000.</summary>
    public int Samples { get; init; } = 16;

    /// <summary>How long after the run's last change an event may be on its way: until then an event that no source shows is no failure. Default 15 minutes.</summary>
    public TimeSpan EventDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Writes the result to the run's journal, for the evidence report.</summary>
    public bool Record { get; init; } = true;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(EventDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(Samples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Samples, 10_000);
    }
}
