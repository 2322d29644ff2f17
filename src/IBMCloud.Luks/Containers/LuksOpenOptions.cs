using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>How a container is opened.</summary>
public sealed class LuksOpenOptions
{
    /// <summary>A detached header; <see langword="null"/> where the container holds its own. The caller still owns it.</summary>
    public ImageSource? Header { get; init; }

    /// <summary>Most memory in KiB that a keyslot's Argon2 may ask for. A header is not to be trusted before it is opened.</summary>
    public int MaxKdfMemoryKiB { get; init; } = 1024 * 1024;

    /// <summary>Most Argon2 work per keyslot: passes × KiB.</summary>
    public long MaxKdfWork { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most PBKDF2 iterations that a keyslot or digest may ask for.</summary>
    public int MaxPbkdf2Iterations { get; init; } = 50_000_000;

    internal LuksLimits Limits => new(MaxKdfMemoryKiB, MaxKdfWork, MaxPbkdf2Iterations);
}

/// <summary>What an untrusted header may make us spend.</summary>
internal readonly record struct LuksLimits(int MaxMemoryKiB, long MaxWork, int MaxIterations)
{
    public static LuksLimits Default => new LuksOpenOptions().Limits;

    public void CheckPbkdf2(long iterations)
    {
        if (iterations < 1 || iterations > MaxIterations)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header asks for {iterations:N0} PBKDF2 iterations, allowed are 1 to {MaxIterations:N0}. If you trust the container, raise MaxPbkdf2Iterations.");
        }
    }

    public void CheckArgon2(long passes, long memoryKiB, long lanes)
    {
        if (passes < 1 || lanes is < 1 or > 64 || memoryKiB < 8 * lanes)
        {
            throw new LuksException(
                LuksError.Corrupt, $"The header asks for Argon2 with {passes} passes, {memoryKiB} KiB and {lanes} lanes, which Argon2 does not have: at least 1 pass, 1 to 64 lanes, 8 KiB per lane. Restore the header from a backup.");
        }

        if (memoryKiB > MaxMemoryKiB || passes > MaxWork / memoryKiB)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header asks for Argon2 with {passes} passes over {memoryKiB:N0} KiB, allowed are {MaxMemoryKiB:N0} KiB and {MaxWork:N0} pass-KiB. If you trust the container, raise MaxKdfMemoryKiB or MaxKdfWork.");
        }
    }
}
