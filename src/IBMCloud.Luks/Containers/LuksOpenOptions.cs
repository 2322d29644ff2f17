using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// How a container is opened, and what its header may ask for: a header is not to be trusted before it is opened. The defaults open all that cryptsetup makes by default. A refusal names
/// the option. Fixed are 4,000 stripes, 32 segments and tokens, and 8 digests.
/// </summary>
public sealed class LuksOpenOptions
{
    /// <summary>A detached header; <see langword="null"/> where the container holds its own. The caller still owns it.</summary>
    public ImageSource? Header { get; init; }

    /// <summary>Try this keyslot only, whatever its priority; <see langword="null"/> tries all but those of priority 0.</summary>
    public int? Keyslot { get; init; }

    /// <summary>Most memory in KiB that a keyslot's Argon2 may ask for; 1 GiB by default, which is cryptsetup's largest. Never more than the machine has.</summary>
    public int MaxKdfMemoryKiB { get; init; } = 1024 * 1024;

    /// <summary>Most Argon2 work, passes × KiB, over all keyslots that are tried; 64 GiB × passes by default.</summary>
    public long MaxKdfWork { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most PBKDF2 iterations that one keyslot or digest may ask for; 50 million by default. All that are tried may ask for four times as many.</summary>
    public int MaxPbkdf2Iterations { get; init; } = 50_000_000;

    /// <summary>
    /// Most wall time for all key derivations of one opening; without a limit by default, since the work is bounded already. Argon2 is stopped when the time is over; PBKDF2 cannot be stopped
    /// and is refused before it starts where this machine would take too long.
    /// </summary>
    public TimeSpan MaxKdfTime { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Most bytes of JSON that a LUKS2 header may have; the format's own 4 MiB by default. cryptsetup makes 12 KiB.</summary>
    public int MaxJsonSize { get; init; } = Luks2Layout.MaximumHeaderSize;

    /// <summary>Most keyslots that are tried; the format's own 32 by default.</summary>
    public int MaxKeyslots { get; init; } = Luks2Rules.MaxKeyslots;

    /// <summary>For headers that this process made itself, at a cost that its caller chose.</summary>
    internal static LuksOpenOptions Trusted { get; } = new() { MaxKdfMemoryKiB = 4 * 1024 * 1024, MaxKdfWork = long.MaxValue, MaxPbkdf2Iterations = int.MaxValue };
}
