using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>How a container is opened.</summary>
public sealed class LuksOpenOptions
{
    /// <summary>A detached header; <see langword="null"/> where the container holds its own. The caller still owns it.</summary>
    public ImageSource? Header { get; init; }

    /// <summary>Try this keyslot only, whatever its priority; <see langword="null"/> tries all but those of priority 0.</summary>
    public int? Keyslot { get; init; }

    /// <summary>Most memory in KiB that a keyslot's Argon2 may ask for. A header is not to be trusted before it is opened.</summary>
    public int MaxKdfMemoryKiB { get; init; } = 1024 * 1024;

    /// <summary>Most Argon2 work, passes × KiB, over all keyslots that are tried.</summary>
    public long MaxKdfWork { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most PBKDF2 iterations that one keyslot or digest may ask for. All that are tried may ask for four times as many.</summary>
    public int MaxPbkdf2Iterations { get; init; } = 50_000_000;

    internal KdfBudget Budget => new(MaxKdfMemoryKiB, MaxKdfWork, MaxPbkdf2Iterations);
}
