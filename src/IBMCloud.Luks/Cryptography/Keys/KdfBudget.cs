using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>What an untrusted header may make one opening spend: checked before anything is spent, added up over all keyslots that are tried.</summary>
internal sealed class KdfBudget(LuksOpenOptions limits)
{
    private const int SlotsAtMost = 4;
    private long _work;
    private long _iterations;
    private TimeSpan _spent;

    /// <summary>For headers that this process made itself, at a cost that its caller chose.</summary>
    public static KdfBudget Trusted => new(LuksOpenOptions.Trusted);

    /// <summary>Wall time that is left, or null where there is no limit.</summary>
    public TimeSpan? TimeLeft => limits.MaxKdfTime == Timeout.InfiniteTimeSpan ? null : limits.MaxKdfTime - _spent;

    public void SpendTime(TimeSpan time) => _spent += time;

    public void SpendPbkdf2(long iterations, HashAlgorithmName hash, int length)
    {
        if (iterations < 1)
        {
            throw new LuksException(LuksError.Corrupt, $"The header asks for {iterations:N0} PBKDF2 iterations; 1 is the least. Restore the header from a backup.");
        }

        if (iterations > limits.MaxPbkdf2Iterations)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header asks for {iterations:N0} PBKDF2 iterations, allowed are {limits.MaxPbkdf2Iterations:N0}. If you trust the container, raise MaxPbkdf2Iterations.");
        }

        if (iterations > (long)SlotsAtMost * limits.MaxPbkdf2Iterations - _iterations)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header's keyslots ask for more than {(long)SlotsAtMost * limits.MaxPbkdf2Iterations:N0} PBKDF2 iterations together. Name the keyslot to open, or, if you trust the container, raise MaxPbkdf2Iterations.");
        }

        // PBKDF2 cannot be stopped once it runs.
        if (TimeLeft is { } left && Pbkdf2Speed.Estimate(hash, iterations, length) is var estimate && estimate > left)
        {
            throw OutOfTime($"{iterations:N0} PBKDF2 iterations, about {estimate.TotalSeconds:N1} s on this machine");
        }

        _iterations += iterations;
    }

    public void SpendArgon2(long passes, long memoryKiB, long lanes)
    {
        if (passes < 1 || lanes is < 1 or > 64 || memoryKiB < 8 * lanes)
        {
            throw new LuksException(
                LuksError.Corrupt, $"The header asks for Argon2 with {passes} passes, {memoryKiB} KiB and {lanes} lanes, which Argon2 does not have: at least 1 pass, 1 to 64 lanes, 8 KiB per lane. Restore the header from a backup.");
        }

        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024;
        if (memoryKiB > limits.MaxKdfMemoryKiB || memoryKiB > available)
        {
            throw new LuksException(LuksError.LimitExceeded, memoryKiB > limits.MaxKdfMemoryKiB
                ? $"The header asks for Argon2 over {memoryKiB:N0} KiB of memory, allowed are {limits.MaxKdfMemoryKiB:N0}. If you trust the container, raise MaxKdfMemoryKiB."
                : $"The header asks for Argon2 over {memoryKiB:N0} KiB of memory, this machine has {available:N0}. Open the container on a larger machine, or name another keyslot.");
        }

        if (passes > (limits.MaxKdfWork - _work) / memoryKiB)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header asks for Argon2 with {passes:N0} passes over {memoryKiB:N0} KiB; with the keyslots tried before that is more than {limits.MaxKdfWork:N0} pass-KiB. If you trust the container, raise MaxKdfWork.");
        }

        if (TimeLeft <= TimeSpan.Zero)
        {
            throw OutOfTime("one more Argon2");
        }

        _work += passes * memoryKiB;
    }

    public LuksException OutOfTime(string what) => new(
        LuksError.LimitExceeded, $"The header asks for {what}; all key derivations together may take {limits.MaxKdfTime.TotalSeconds:N1} s. Name the keyslot to open, or, if you trust the container, raise MaxKdfTime.");
}
