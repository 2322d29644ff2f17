using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IBMCloud.Luks.Tests.Cryptography.Xts;

/// <summary>
/// IEEE 1619 as the standard's text says it, one block and one bit at a time, with ciphertext stealing: what every kernel is compared with.
/// </summary>
internal static class ReferenceXts
{
    public static byte[] Encrypt(byte[] key, ulong number, ReadOnlySpan<byte> plaintext) => Run(key, number, plaintext, decrypt: false);

    public static byte[] Decrypt(byte[] key, ulong number, ReadOnlySpan<byte> ciphertext) => Run(key, number, ciphertext, decrypt: true);

    private static byte[] Run(byte[] key, ulong number, ReadOnlySpan<byte> input, bool decrypt)
    {
        using var data = Aes.Create();
        data.Key = key[..(key.Length / 2)];
        using var tweaks = Aes.Create();
        tweaks.Key = key[(key.Length / 2)..];
        var tweak = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(tweak, number);
        tweak = tweaks.EncryptEcb(tweak, PaddingMode.None);

        var output = new byte[input.Length];
        var stolen = input.Length % 16;
        var whole = stolen == 0 ? input.Length : input.Length - 16 - stolen;
        for (var at = 0; at < whole; at += 16)
        {
            Block(data, tweak, input.Slice(at, 16), decrypt).CopyTo(output, at);
            tweak = Double(tweak);
        }

        if (stolen > 0)
        {
            // The last whole block gives its tail to the short one; decryption meets their tweaks in reverse order.
            var next = Double(tweak);
            var first = Block(data, decrypt ? next : tweak, input.Slice(whole, 16), decrypt);
            first.AsSpan(0, stolen).CopyTo(output.AsSpan(whole + 16));
            input.Slice(whole + 16, stolen).CopyTo(first);
            Block(data, decrypt ? tweak : next, first, decrypt).CopyTo(output, whole);
        }

        return output;
    }

    private static byte[] Block(Aes aes, byte[] tweak, ReadOnlySpan<byte> block, bool decrypt)
    {
        var masked = Xor(block, tweak);
        return Xor(decrypt ? aes.DecryptEcb(masked, PaddingMode.None) : aes.EncryptEcb(masked, PaddingMode.None), tweak);
    }

    private static byte[] Xor(ReadOnlySpan<byte> block, byte[] mask)
    {
        var result = block.ToArray();
        for (var i = 0; i < 16; i++)
        {
            result[i] ^= mask[i];
        }

        return result;
    }

    private static byte[] Double(byte[] tweak)
    {
        var doubled = new byte[16];
        for (var i = 0; i < 16; i++)
        {
            doubled[i] = (byte)((tweak[i] << 1) | (i > 0 ? tweak[i - 1] >> 7 : 0));
        }

        doubled[0] ^= (byte)((tweak[15] >> 7) * 0x87);
        return doubled;
    }
}
