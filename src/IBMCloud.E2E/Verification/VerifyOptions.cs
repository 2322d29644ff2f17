namespace IBMCloud.E2E;

/// <summary>How much of the uploaded object a verification reads.</summary>
public sealed class VerifyOptions
{
    /// <summary>Compares the whole image. Otherwise its first and last MiB and <see cref="Samples"/> others, at random places.</summary>
    public bool Whole { get; init; }

    /// <summary>Random places to compare, 1 MiB each, 0 to 10,000.</summary>
    public int Samples { get; init; } = 16;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Samples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Samples, 10_000);
    }
}
