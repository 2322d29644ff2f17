using System.Diagnostics;
using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>The digest that tells the right volume key from a wrong one: PBKDF2 of the key.</summary>
internal sealed record VolumeKeyDigest(HashAlgorithmName Hash, int Iterations, byte[] Salt, byte[] Digest)
{
    /// <summary>The volume key is random: hardness would add nothing, and 1,000 is the least that readers accept.</summary>
    public const int WrittenIterations = 1000;

    public static VolumeKeyDigest Of(ReadOnlySpan<byte> volumeKey, HashAlgorithmName hash, int length)
    {
        var salt = RandomNumberGenerator.GetBytes(KeyDerivation.SaltLength);
        return new(hash, WrittenIterations, salt, Rfc2898DeriveBytes.Pbkdf2(volumeKey, salt, WrittenIterations, hash, length));
    }

    /// <summary>Says whether this is the volume key; disposes one that is not, also where the check itself is refused.</summary>
    public bool Accepts(SecretBytes volumeKey, KdfBudget budget)
    {
        var matches = false;
        try
        {
            return matches = Matches(volumeKey.Span, budget);
        }
        finally
        {
            if (!matches)
            {
                volumeKey.Dispose();
            }
        }
    }

    private bool Matches(ReadOnlySpan<byte> volumeKey, KdfBudget budget)
    {
        budget.SpendPbkdf2(Iterations, Hash, Digest.Length);
        Span<byte> actual = stackalloc byte[Digest.Length];
        var start = Stopwatch.GetTimestamp();
        Rfc2898DeriveBytes.Pbkdf2(volumeKey, Salt, actual, Iterations, Hash);
        budget.SpendTime(Stopwatch.GetElapsedTime(start));
        return CryptographicOperations.FixedTimeEquals(actual, Digest);
    }
}
