using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>How a passphrase becomes the key of a keyslot, and at what cost.</summary>
/// <remarks>
/// The default costs are modest on purpose: in this product the passphrase is the base64 text of a random key, to which hardness adds nothing.
/// For passphrases that people choose, raise them.
/// </remarks>
public abstract record LuksKdf
{
    private LuksKdf()
    {
    }

    /// <summary>Argon2id (RFC 9106), LUKS2 only.</summary>
    /// <param name="Passes">Passes over the memory, at least 1.</param>
    /// <param name="MemoryKiB">Memory in KiB, at least 8 per lane.</param>
    /// <param name="Lanes">Lanes, 1 to 64; part of the result whatever the machine has.</param>
    public sealed record Argon2id(int Passes = 4, int MemoryKiB = 65_536, int Lanes = 1) : LuksKdf;

    /// <summary>Argon2i (RFC 9106), LUKS2 only. For containers that must look as the first LUKS2 tools made them.</summary>
    /// <param name="Passes">Passes over the memory, at least 1.</param>
    /// <param name="MemoryKiB">Memory in KiB, at least 8 per lane.</param>
    /// <param name="Lanes">Lanes, 1 to 64.</param>
    public sealed record Argon2i(int Passes = 4, int MemoryKiB = 65_536, int Lanes = 1) : LuksKdf;

    /// <summary>PBKDF2 with HMAC: the only one of LUKS1; in LUKS2 for readers without Argon2.</summary>
    /// <param name="Hash">SHA-256 or SHA-512.</param>
    /// <param name="Iterations">Iterations, at least 1,000.</param>
    public sealed record Pbkdf2(HashAlgorithmName Hash, int Iterations = 100_000) : LuksKdf
    {
        /// <summary>PBKDF2 with SHA-256.</summary>
        /// <param name="iterations">Iterations, at least 1,000.</param>
        public Pbkdf2(int iterations = 100_000)
            : this(HashAlgorithmName.SHA256, iterations)
        {
        }
    }
}
