using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>How long PBKDF2 takes on this machine, measured once for each hash: it cannot be stopped, so a time limit must be judged before.</summary>
internal static class Pbkdf2Speed
{
    private const int Probe = 2000;
    private const int Rounds = 3;
    private static readonly ConcurrentDictionary<HashAlgorithmName, TimeSpan> Probed = new();

    /// <summary>About how long so many iterations take for a key of <paramref name="length"/> bytes.</summary>
    public static TimeSpan Estimate(HashAlgorithmName hash, long iterations, int length)
    {
        var blocks = (length + LuksHash.Length(hash) - 1) / LuksHash.Length(hash);
        return Probed.GetOrAdd(hash, Measure) * ((double)iterations / Probe * blocks);
    }

    // The least of some rounds: the first ones load code, others may be interrupted.
    private static TimeSpan Measure(HashAlgorithmName hash)
    {
        Span<byte> key = stackalloc byte[LuksHash.Length(hash)];
        ReadOnlySpan<byte> salt = stackalloc byte[KeyDerivation.SaltLength];
        var least = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            Rfc2898DeriveBytes.Pbkdf2("a passphrase to measure"u8, salt, key, Probe, hash);
            var took = Stopwatch.GetElapsedTime(start);
            least = took < least ? took : least;
        }

        return least;
    }
}
