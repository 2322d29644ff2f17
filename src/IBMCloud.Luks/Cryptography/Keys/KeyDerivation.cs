using System.Diagnostics;
using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A key derivation function with its parameters and salt, as a keyslot names it; costs are charged to a budget before anything is spent.</summary>
internal sealed record KeyDerivation(LuksKdf Kdf, byte[] Salt)
{
    public const int SaltLength = 32;

    public SecretBytes Derive(ReadOnlySpan<byte> passphrase, int length, KdfBudget budget, CancellationToken cancellationToken)
    {
        Spend(budget, length);
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (budget.TimeLeft is { } left)
        {
            stop.CancelAfter(left);
        }

        var start = Stopwatch.GetTimestamp();
        try
        {
            return SecretBytes.Create(length, new Input(passphrase, this, stop.Token), static (key, input) => input.Derivation.Derive(input.Passphrase, key, input.Token));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LuksException(LuksError.LimitExceeded, budget.OutOfTime("an Argon2 that did not end in that time").Message, e);
        }
        catch (OutOfMemoryException e)
        {
            throw new LuksException(LuksError.LimitExceeded, "The system does not give the memory that the keyslot's Argon2 asks for. Free some, or name another keyslot.", e);
        }
        finally
        {
            budget.SpendTime(Stopwatch.GetElapsedTime(start));
        }
    }

    private void Derive(ReadOnlySpan<byte> passphrase, Span<byte> key, CancellationToken cancellationToken)
    {
        switch (Kdf)
        {
            case LuksKdf.Pbkdf2 pbkdf2:
                Rfc2898DeriveBytes.Pbkdf2(passphrase, Salt, key, pbkdf2.Iterations, pbkdf2.Hash);
                break;
            case LuksKdf.Argon2id id:
                Argon2.DeriveKey(Argon2Variant.Argon2id, passphrase, Salt, id.Passes, id.MemoryKiB, id.Lanes, key, cancellationToken);
                break;
            case LuksKdf.Argon2i i:
                Argon2.DeriveKey(Argon2Variant.Argon2i, passphrase, Salt, i.Passes, i.MemoryKiB, i.Lanes, key, cancellationToken);
                break;
        }
    }

    private void Spend(KdfBudget budget, int length)
    {
        switch (Kdf)
        {
            case LuksKdf.Pbkdf2 pbkdf2:
                budget.SpendPbkdf2(pbkdf2.Iterations, pbkdf2.Hash, length);
                break;
            case LuksKdf.Argon2id id:
                budget.SpendArgon2(id.Passes, id.MemoryKiB, id.Lanes);
                break;
            case LuksKdf.Argon2i i:
                budget.SpendArgon2(i.Passes, i.MemoryKiB, i.Lanes);
                break;
        }
    }

    private readonly ref struct Input(ReadOnlySpan<byte> passphrase, KeyDerivation derivation, CancellationToken token)
    {
        public ReadOnlySpan<byte> Passphrase { get; } = passphrase;

        public KeyDerivation Derivation { get; } = derivation;

        public CancellationToken Token { get; } = token;
    }
}
