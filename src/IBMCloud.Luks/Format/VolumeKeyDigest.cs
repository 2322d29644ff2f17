using System.Security.Cryptography;

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

    public bool Matches(ReadOnlySpan<byte> volumeKey, LuksLimits limits)
    {
        limits.CheckPbkdf2(Iterations);
        Span<byte> actual = stackalloc byte[Digest.Length];
        Rfc2898DeriveBytes.Pbkdf2(volumeKey, Salt, actual, Iterations, Hash);
        return CryptographicOperations.FixedTimeEquals(actual, Digest);
    }
}
