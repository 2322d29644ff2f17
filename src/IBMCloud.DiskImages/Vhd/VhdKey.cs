using System.Security.Cryptography;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>
/// The key of an encrypted VHD: 32 raw bytes (AES-128-XTS) or 64 (AES-256-XTS), the data key and then the tweak key. A data unit is a
/// 512-byte sector, its tweak the low 32 bits of the guest LBA.
/// </summary>
internal static class VhdKey
{
    public static void Check(SecretBytes key)
    {
        if (key.Length is not (32 or 64))
        {
            throw new ArgumentException(
                $"The key of an encrypted VHD has 32 or 64 raw bytes, this one has {key.Length}. Give the data encryption key itself, not its base64 text.", nameof(key));
        }

        var half = key.Length / 2;
        if (CryptographicOperations.FixedTimeEquals(key.Span[..half], key.Span[half..]))
        {
            throw new ArgumentException("The two halves of the key are equal, which makes AES-XTS weak and vhd-util crash. Make another key.", nameof(key));
        }
    }

    public static XtsCipher CreateCipher(SecretBytes key)
    {
        Check(key);
        return new XtsCipher(key.Span, VhdLimits.SectorSize, XtsTweak.Plain32);
    }
}
