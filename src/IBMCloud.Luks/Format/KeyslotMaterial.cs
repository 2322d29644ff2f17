using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>The encrypted, anti-forensic form of a volume key in a keyslot's area. Sector numbers start at 0 at the area's own start.</summary>
internal static class KeyslotMaterial
{
    private const int Sector = 512;

    /// <summary>Bytes in a slot's area for a volume key of <paramref name="keyLength"/> bytes, whole sectors.</summary>
    public static int Length(int keyLength) => (keyLength * AntiForensicSplitter.Stripes + Sector - 1) / Sector * Sector;

    /// <summary>Splits and encrypts a volume key.</summary>
    public static byte[] Write(SecretBytes volumeKey, SecretBytes slotKey, string cipher, HashAlgorithmName hash)
    {
        var material = new byte[Length(volumeKey.Length)];
        Write(volumeKey, slotKey, cipher, hash, material);
        return material;
    }

    /// <summary>Splits and encrypts a volume key into the first bytes of <paramref name="area"/>.</summary>
    public static void Write(SecretBytes volumeKey, SecretBytes slotKey, string cipher, HashAlgorithmName hash, Span<byte> area)
    {
        using var split = SecretBytes.Create(Length(volumeKey.Length), (volumeKey, hash), static (bytes, args) => AntiForensicSplitter.Split(args.volumeKey.Span, args.hash, bytes));
        using var sectors = SectorCipher.Create(cipher, slotKey.Span, Sector);
        sectors.Encrypt(0, split.Span, area[..split.Length]);
    }

    /// <summary>Decrypts and merges: gives some key, right or not, which the digest then judges.</summary>
    public static async ValueTask<SecretBytes> ReadAsync(
        ImageSource file, long offset, int keyLength, SecretBytes slotKey, string cipher, HashAlgorithmName hash, CancellationToken cancellationToken)
    {
        var material = new byte[Length(keyLength)];
        if (await file.ReadAsync(offset, material, cancellationToken).ConfigureAwait(false) != material.Length)
        {
            throw new LuksException(LuksError.Truncated, $"The file ends inside a keyslot's area (bytes {offset:N0} to {offset + material.Length:N0}). Get the whole file again.");
        }

        using var sectors = SectorCipher.Create(cipher, slotKey.Span, Sector);
        using var split = SecretBytes.Create(material.Length, (sectors, material), static (bytes, args) => args.sectors.Decrypt(0, args.material, bytes));
        return SecretBytes.Create(keyLength, (split, hash), static (key, args) => AntiForensicSplitter.Merge(args.split.Span, args.hash, key));
    }
}
