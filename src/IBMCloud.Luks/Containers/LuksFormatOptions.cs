using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.Luks;

/// <summary>How a container is made. The defaults fit an operating system image whose passphrase is the base64 text of a random key.</summary>
public sealed class LuksFormatOptions
{
    /// <summary>Format version.</summary>
    public LuksVersion Version { get; init; } = LuksVersion.Luks2;

    /// <summary>
    /// Encryption sector in bytes: 512 (LUKS1 knows no other), 1024, 2048 or 4096. More than 512 makes the mapped disk's logical sectors larger, and the
    /// partition table of an image made for 512-byte sectors unreadable.
    /// </summary>
    public int SectorSize { get; init; } = 512;

    /// <summary>Length of the volume key in bytes: 64 (AES-256-XTS) or 32 (AES-128-XTS).</summary>
    public int KeySize { get; init; } = 64;

    /// <summary>
    /// Bytes of one copy of the header, LUKS2 only: a power of two from 16 KiB to 4 MiB. 16 KiB is room for 32 keyslots and some tokens; more is for many or long tokens.
    /// </summary>
    public int HeaderSize { get; init; } = Luks2Layout.DefaultHeaderSize;

    /// <summary>Key derivation of the keyslot; <see langword="null"/> takes Argon2id (LUKS2) or PBKDF2 with the header's hash (LUKS1) at their default costs.</summary>
    public LuksKdf? Kdf { get; init; }

    /// <summary>Hash of the header: anti-forensic splitter, digest and, in LUKS1, PBKDF2. SHA-256 or SHA-512.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>UUID; <see langword="null"/> draws one.</summary>
    public Guid? Uuid { get; init; }

    /// <summary>Label, at most 47 bytes of UTF-8, LUKS2 only.</summary>
    public string? Label { get; init; }

    /// <summary>Subsystem, at most 47 bytes of UTF-8, LUKS2 only.</summary>
    public string? Subsystem { get; init; }

    /// <summary>
    /// Where the encrypted data begin, in bytes; <see langword="null"/> takes 16 MiB (LUKS2) or 4 MiB (LUKS1: the container of the documented flow is
    /// the image plus 4 MiB). A multiple of 4096 with room for the header.
    /// </summary>
    public long? PayloadOffset { get; init; }

    /// <summary>
    /// The container holds encrypted data only, exactly as long as the image, and the header is a file of its own: write <see cref="LuksLayout.OpenHeader"/> there. Without that file the data
    /// are lost. Excludes <see cref="PayloadOffset"/>.
    /// </summary>
    public bool DetachedHeader { get; init; }

    /// <summary>Encrypt an image that is a LUKS container already. Refused otherwise, since it is hardly ever meant.</summary>
    public bool AllowEncryptedInput { get; init; }

    internal LuksKdf EffectiveKdf => Kdf ?? (Version == LuksVersion.Luks1 ? new LuksKdf.Pbkdf2(Hash) : new LuksKdf.Argon2id());

    internal long EffectivePayloadOffset => DetachedHeader ? 0 : PayloadOffset ?? (Version == LuksVersion.Luks1 ? Luks1Layout.DefaultPayloadOffset : Luks2Layout.DefaultPayloadOffset);

    /// <summary>Checks that the options fit each other; every call that takes them does it too.</summary>
    /// <exception cref="ArgumentException">One is out of its range, or does not fit another.</exception>
    public void Validate()
    {
        if (Version is not (LuksVersion.Luks1 or LuksVersion.Luks2))
        {
            throw new ArgumentOutOfRangeException(nameof(Version), Version, "Use Luks1 or Luks2.");
        }

        if (SectorSize is not (512 or 1024 or 2048 or 4096) || (Version == LuksVersion.Luks1 && SectorSize != 512))
        {
            throw new ArgumentOutOfRangeException(nameof(SectorSize), SectorSize, "LUKS1 has sectors of 512 bytes, LUKS2 of 512, 1024, 2048 or 4096.");
        }

        if (KeySize is not (32 or 64))
        {
            throw new ArgumentOutOfRangeException(nameof(KeySize), KeySize, "AES-XTS takes a volume key of 32 or 64 bytes.");
        }

        if (Hash != HashAlgorithmName.SHA256 && Hash != HashAlgorithmName.SHA512)
        {
            throw new ArgumentOutOfRangeException(nameof(Hash), Hash, "New containers take SHA-256 or SHA-512.");
        }

        if (!Luks2Layout.HeaderSizes.Contains(HeaderSize) || (Version == LuksVersion.Luks1 && HeaderSize != Luks2Layout.DefaultHeaderSize))
        {
            throw new ArgumentOutOfRangeException(nameof(HeaderSize), HeaderSize, "A LUKS2 header copy has a power of two from 16 KiB to 4 MiB; LUKS1's has one size.");
        }

        ValidateKdf();
        foreach (var text in new[] { Label, Subsystem })
        {
            if (text is not null && (Version == LuksVersion.Luks1 || Encoding.UTF8.GetByteCount(text) > 47 || text.Contains('\0', StringComparison.Ordinal)))
            {
                throw new ArgumentException("A label or subsystem is LUKS2's, has at most 47 bytes of UTF-8, and no NUL.");
            }
        }

        if (DetachedHeader && PayloadOffset is not null)
        {
            throw new ArgumentException("With a detached header the data begin at 0: leave the data offset out.", nameof(PayloadOffset));
        }

        if (PayloadOffset is { } offset && (offset % 4096 != 0 || offset < MinimumPayloadOffset || offset > 1L << 30))
        {
            throw new ArgumentOutOfRangeException(
                nameof(PayloadOffset), offset, $"The data offset is a multiple of 4096 from {MinimumPayloadOffset:N0}, where this header ends, to 1 GiB.");
        }
    }

    internal long MinimumPayloadOffset => Version == LuksVersion.Luks1 ? Luks1Layout.HeaderEnd(KeySize) : Luks2Layout.MinimumPayloadOffset(HeaderSize, KeySize);

    internal void ValidateKdf()
    {
        switch (EffectiveKdf)
        {
            case LuksKdf.Pbkdf2 pbkdf2:
                ArgumentOutOfRangeException.ThrowIfLessThan(pbkdf2.Iterations, 1000, nameof(Kdf));
                if (Version == LuksVersion.Luks1 ? pbkdf2.Hash != Hash : pbkdf2.Hash != HashAlgorithmName.SHA256 && pbkdf2.Hash != HashAlgorithmName.SHA512)
                {
                    throw new ArgumentException("PBKDF2 takes SHA-256 or SHA-512; in LUKS1 it uses the header's hash.", nameof(Kdf));
                }

                break;
            case LuksKdf.Argon2id(var passes, var memory, var lanes):
                ValidateArgon2(passes, memory, lanes);
                break;
            case LuksKdf.Argon2i(var passes, var memory, var lanes):
                ValidateArgon2(passes, memory, lanes);
                break;
        }
    }

    private void ValidateArgon2(int passes, int memoryKiB, int lanes)
    {
        if (Version == LuksVersion.Luks1)
        {
            throw new ArgumentException("LUKS1 has PBKDF2 only: choose it, or LUKS2.", nameof(Kdf));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1, nameof(Kdf));
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1, nameof(Kdf));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lanes, 64, nameof(Kdf));
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryKiB, Math.Max(32, 8 * lanes), nameof(Kdf));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memoryKiB, 4 * 1024 * 1024, nameof(Kdf));
    }
}
