using System.Diagnostics;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>
/// Finds a cost for passphrases that people choose, as cryptsetup does: as much memory as a target time allows, and more passes only when the memory
/// is at its bound. The answer belongs to this machine; a slower one takes longer to open the container.
/// </summary>
public static class LuksKdfBenchmark
{
    /// <summary>cryptsetup's target: 2 seconds.</summary>
    public static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(2);

    private const int MinimumPasses = 4;
    private const int MinimumMemoryKiB = 32;
    private const int FirstMemoryKiB = 65_536;
    private const int MaximumMemoryKiB = 4 * 1024 * 1024;

    /// <summary>Finds Argon2id's memory and passes.</summary>
    /// <param name="time">How long opening may take here; <see langword="null"/> takes <see cref="DefaultTime"/>. Between 10 ms and 1 minute.</param>
    /// <param name="maxMemoryKiB">Most memory in KiB, 64 to 4,194,304; <see langword="null"/> takes the lesser of 1 GiB and half of what this machine has.</param>
    /// <param name="lanes">Lanes, 1 to 4; <see langword="null"/> takes the processors, at most 4.</param>
    /// <param name="cancellationToken">Ends the measuring early.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside its range.</exception>
    public static async ValueTask<LuksKdf.Argon2id> Argon2idAsync(
        TimeSpan? time = null, int? maxMemoryKiB = null, int? lanes = null, CancellationToken cancellationToken = default)
    {
        var target = CheckTime(time);
        var half = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 2;
        var most = maxMemoryKiB ?? (int)Math.Min(1024 * 1024, half);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 64, nameof(maxMemoryKiB));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MaximumMemoryKiB, nameof(maxMemoryKiB));
        var threads = lanes ?? Math.Min(4, Environment.ProcessorCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(lanes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 4, nameof(lanes));
        return await Task.Run(() => FindArgon2id(target, most, threads, kdf => Measure(kdf, cancellationToken)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds PBKDF2's iterations, at least 1,000.</summary>
    /// <param name="hash">SHA-256 or SHA-512.</param>
    /// <param name="time">How long opening may take here; <see langword="null"/> takes <see cref="DefaultTime"/>. Between 10 ms and 1 minute.</param>
    /// <param name="cancellationToken">Ends the measuring early.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside its range.</exception>
    public static async ValueTask<LuksKdf.Pbkdf2> Pbkdf2Async(HashAlgorithmName hash, TimeSpan? time = null, CancellationToken cancellationToken = default)
    {
        var target = CheckTime(time);
        return await Task.Run(() => FindPbkdf2(target, hash, kdf => Measure(kdf, cancellationToken)), cancellationToken).ConfigureAwait(false);
    }

    internal static LuksKdf.Argon2id FindArgon2id(TimeSpan target, int maxMemoryKiB, int lanes, Func<LuksKdf, TimeSpan> measure)
    {
        var memory = Math.Min(FirstMemoryKiB, maxMemoryKiB);
        var took = measure(new LuksKdf.Argon2id(MinimumPasses, memory, lanes));

        // A short run measures start-up more than work: grow until it lasts a quarter of the target.
        while (took < target / 4 && memory < maxMemoryKiB)
        {
            memory = (int)Math.Min(2L * memory, maxMemoryKiB);
            took = measure(new LuksKdf.Argon2id(MinimumPasses, memory, lanes));
        }

        // The cost is passes × memory.
        var wanted = memory * (target / Max(took, TimeSpan.FromMicroseconds(1)));
        return wanted <= maxMemoryKiB
            ? new(MinimumPasses, Math.Max((int)wanted, Math.Max(MinimumMemoryKiB, 8 * lanes)), lanes)
            : new((int)Math.Clamp(MinimumPasses * wanted / maxMemoryKiB, MinimumPasses, int.MaxValue), maxMemoryKiB, lanes);
    }

    internal static LuksKdf.Pbkdf2 FindPbkdf2(TimeSpan target, HashAlgorithmName hash, Func<LuksKdf, TimeSpan> measure)
    {
        var iterations = 50_000;
        var took = measure(new LuksKdf.Pbkdf2(hash, iterations));
        while (took < target / 4 && iterations < int.MaxValue / 4)
        {
            iterations *= 2;
            took = measure(new LuksKdf.Pbkdf2(hash, iterations));
        }

        return new(hash, (int)Math.Clamp(iterations * (target / Max(took, TimeSpan.FromMicroseconds(1))), 1000, new LuksOpenOptions().MaxPbkdf2Iterations));
    }

    private static TimeSpan CheckTime(TimeSpan? time)
    {
        var target = time ?? DefaultTime;
        return target >= TimeSpan.FromMilliseconds(10) && target <= TimeSpan.FromMinutes(1)
            ? target
            : throw new ArgumentOutOfRangeException(nameof(time), target, "The target time lies between 10 milliseconds and 1 minute.");
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Measure(LuksKdf kdf, CancellationToken cancellationToken)
    {
        var derivation = new KeyDerivation(kdf, new byte[KeyDerivation.SaltLength]);
        var start = Stopwatch.GetTimestamp();
        using var key = derivation.Derive("a passphrase to measure"u8, 64, KdfBudget.Trusted, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }
}
