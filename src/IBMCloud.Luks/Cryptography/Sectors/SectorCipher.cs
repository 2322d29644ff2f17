using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>A cipher over numbered sectors, by the name that dm-crypt gives it. Safe for parallel callers.</summary>
internal abstract class SectorCipher : IDisposable
{
    /// <summary>Encrypts whole sectors; the number counts 512-byte units from the start of the area.</summary>
    public abstract void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination);

    /// <summary>Decrypts whole sectors; the number counts 512-byte units from the start of the area.</summary>
    public abstract void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination);

    public abstract void Dispose();

    /// <summary>Makes the cipher that <paramref name="name"/> names.</summary>
    /// <param name="name">dm-crypt's name, for example <c>aes-xts-plain64</c>.</param>
    /// <param name="key">Its key.</param>
    /// <param name="sectorSize">Encryption sector in bytes.</param>
    /// <exception cref="LuksException">The cipher is not supported, or the key does not fit it.</exception>
    public static SectorCipher Create(string name, ReadOnlySpan<byte> key, int sectorSize)
    {
        CheckName(name, key.Length);
        return name switch
        {
            "aes-xts-plain64" => new XtsSectorCipher(key, sectorSize, XtsTweak.Plain64),
            "aes-xts-plain" => new XtsSectorCipher(key, sectorSize, XtsTweak.Plain32),
            "aes-cbc-essiv:sha256" => new CbcSectorCipher(key, sectorSize, CbcVector.EssivSha256),
            "aes-cbc-plain64" => new CbcSectorCipher(key, sectorSize, CbcVector.Plain64),
            _ => new CbcSectorCipher(key, sectorSize, CbcVector.Plain32),
        };
    }

    /// <summary>Why a cipher is refused whatever its key is, or null.</summary>
    public static LuksException? Refusal(string name) =>
        KeyLengths(name).Length > 0 ? null
        : name.Contains("null", StringComparison.OrdinalIgnoreCase) ? new LuksException(
            LuksError.Unsupported, "The header names the null cipher, which encrypts nothing: a container like that hides plaintext or was tampered with. Restore the header from a backup.")
        : new LuksException(
            LuksError.Unsupported, $"The header uses the cipher '{LuksText.Quote(name)}', supported are aes-xts-plain64, aes-xts-plain, and for reading aes-cbc-essiv:sha256, aes-cbc-plain64 and aes-cbc-plain. Open the container with cryptsetup on Linux.");

    /// <summary>Refuses a cipher that is not supported, or one that its key does not fit, by name.</summary>
    public static void CheckName(string name, int keyLength)
    {
        if (Refusal(name) is { } refusal)
        {
            throw refusal;
        }

        var lengths = KeyLengths(name);
        if (!lengths.Contains(keyLength))
        {
            throw new LuksException(
                LuksError.Corrupt, $"The header pairs the cipher '{name}' with a key of {keyLength} bytes; it takes {string.Join(" or ", lengths)}. Restore the header from a backup.");
        }
    }

    private static int[] KeyLengths(string name) => name switch
    {
        "aes-xts-plain64" or "aes-xts-plain" => [32, 64],
        "aes-cbc-essiv:sha256" or "aes-cbc-plain64" or "aes-cbc-plain" => [16, 24, 32],
        _ => [],
    };
}

/// <summary>AES-XTS.</summary>
internal sealed class XtsSectorCipher : SectorCipher
{
    private readonly XtsCipher _xts;

    public XtsSectorCipher(ReadOnlySpan<byte> key, int sectorSize, XtsTweak tweak)
    {
        if (CryptographicOperations.FixedTimeEquals(key[..(key.Length / 2)], key[(key.Length / 2)..]))
        {
            throw new LuksException(LuksError.Unsupported, "The two halves of the container's AES-XTS key are equal, which is no safe key. Make the container anew.");
        }

        _xts = new XtsCipher(key, sectorSize, tweak);
    }

    public override void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => _xts.Encrypt(sector, source, destination);

    public override void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => _xts.Decrypt(sector, source, destination);

    public override void Dispose() => _xts.Dispose();
}
