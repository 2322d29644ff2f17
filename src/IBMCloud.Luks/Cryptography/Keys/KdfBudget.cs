namespace IBMCloud.Luks;

/// <summary>What an untrusted header may make one opening spend: checked before anything is spent, added up over all keyslots that are tried.</summary>
internal sealed class KdfBudget(int maxMemoryKiB, long maxWork, int maxIterations)
{
    private const int SlotsAtMost = 4;
    private long _work;
    private long _iterations;

    /// <summary>For headers that this process made itself, at a cost that its caller chose.</summary>
    public static KdfBudget Trusted => new(4 * 1024 * 1024, long.MaxValue, int.MaxValue);

    public void SpendPbkdf2(long iterations)
    {
        if (iterations < 1 || iterations > maxIterations)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header asks for {iterations:N0} PBKDF2 iterations, allowed are 1 to {maxIterations:N0}. If you trust the container, raise MaxPbkdf2Iterations.");
        }

        if (iterations > (long)SlotsAtMost * maxIterations - _iterations)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header's keyslots ask for more than {(long)SlotsAtMost * maxIterations:N0} PBKDF2 iterations together. Name the keyslot to open, or, if you trust the container, raise MaxPbkdf2Iterations.");
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
        if (memoryKiB > maxMemoryKiB || memoryKiB > available)
        {
            throw new LuksException(LuksError.LimitExceeded, memoryKiB > maxMemoryKiB
                ? $"The header asks for Argon2 over {memoryKiB:N0} KiB of memory, allowed are {maxMemoryKiB:N0}. If you trust the container, raise MaxKdfMemoryKiB."
                : $"The header asks for Argon2 over {memoryKiB:N0} KiB of memory, this machine has {available:N0}. Open the container on a larger machine, or name another keyslot.");
        }

        if (passes > (maxWork - _work) / memoryKiB)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The header asks for Argon2 with {passes:N0} passes over {memoryKiB:N0} KiB; with the keyslots tried before that is more than {maxWork:N0} pass-KiB. If you trust the container, raise MaxKdfWork.");
        }

        _work += passes * memoryKiB;
    }
}
