using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

/// <summary>AES-XTS as the specification has it, one 16-byte block after the other with the system's AES: slow and plain to see.</summary>
internal static class ReferenceXts
{
    /// <summary>Encrypts a disk in 512-byte sectors; the tweak is the low 32 bits of the sector's number.</summary>
    public static byte[] Encrypt(byte[] disk, byte[] key, long firstSector = 0) => Transform(disk, key, firstSector, encrypt: true);

    /// <summary>The other way round.</summary>
    public static byte[] Decrypt(byte[] disk, byte[] key, long firstSector = 0) => Transform(disk, key, firstSector, encrypt: false);

    private static byte[] Transform(byte[] disk, byte[] key, long firstSector, bool encrypt)
    {
        using var data = Aes.Create();
        using var tweak = Aes.Create();
        data.Key = key[..(key.Length / 2)];
        tweak.Key = key[(key.Length / 2)..];
        var result = new byte[disk.Length];
        for (var sector = 0; sector < disk.Length / 512; sector++)
        {
            var number = new byte[16];
            BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)(firstSector + sector));
            var t = tweak.EncryptEcb(number, PaddingMode.None);
            var mixed = new byte[512];
            var masks = new byte[512];
            for (var block = 0; block < 512; block += 16)
            {
                t.CopyTo(masks, block);
                t = MultiplyByAlpha(t);
            }

            Xor(disk.AsSpan(sector * 512, 512), masks, mixed);
            var turned = encrypt ? data.EncryptEcb(mixed, PaddingMode.None) : data.DecryptEcb(mixed, PaddingMode.None);
            Xor(turned, masks, result.AsSpan(sector * 512, 512));
        }

        return result;
    }

    private static byte[] MultiplyByAlpha(byte[] t)
    {
        var result = new byte[16];
        var carry = 0;
        for (var i = 0; i < 16; i++)
        {
            result[i] = (byte)((t[i] << 1) | carry);
            carry = t[i] >> 7;
        }

        result[0] ^= (byte)(carry * 0x87);
        return result;
    }

    private static void Xor(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = (byte)(a[i] ^ b[i]);
        }
    }
}
