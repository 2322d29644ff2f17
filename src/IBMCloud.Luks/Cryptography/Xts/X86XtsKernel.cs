using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>XTS with the processor's AES instructions, eight blocks in flight.</summary>
internal sealed unsafe class X86XtsKernel(ReadOnlySpan<byte> key, XtsNumbering numbering) : XtsKernel
{
    private const int Wide = 8;
    private readonly AesKeySchedule _keys = new(key);

    public static bool IsSupported => Aes.IsSupported && Sse41.IsSupported;

    public override void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Run(sector, source, destination, decrypt: false);

    public override void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Run(sector, source, destination, decrypt: true);

    public override void Dispose() => _keys.Dispose();

    private void Run(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination, bool decrypt)
    {
        var held = false;
        var masks = stackalloc Vector128<byte>[Wide];
        try
        {
            _keys.DangerousAddRef(ref held);
            fixed (byte* from = source, to = destination)
            {
                for (nint at = 0; at < source.Length; at += numbering.UnitSize)
                {
                    Unit(sector & numbering.Mask, from + at, to + at, masks, decrypt);
                    sector += numbering.Step;
                }
            }
        }
        finally
        {
            new Span<byte>(masks, Wide * 16).Clear();
            if (held)
            {
                _keys.DangerousRelease();
            }
        }
    }

    private void Unit(ulong number, byte* source, byte* destination, Vector128<byte>* masks, bool decrypt)
    {
        var rounds = _keys.Rounds;
        var tweakKeys = _keys.EncryptTweak;
        var mask = Vector128.Create(number, 0).AsByte() ^ tweakKeys[0];
        for (var round = 1; round < rounds; round++)
        {
            mask = Aes.Encrypt(mask, tweakKeys[round]);
        }

        mask = Aes.EncryptLast(mask, tweakKeys[rounds]);
        for (nint at = 0; at < numbering.UnitSize; at += Wide * 16)
        {
            for (var i = 0; i < Wide; i++)
            {
                masks[i] = mask;
                mask = Double(mask);
            }

            if (decrypt)
            {
                DecryptEight(source + at, destination + at, masks, _keys.DecryptData, rounds);
            }
            else
            {
                EncryptEight(source + at, destination + at, masks, _keys.EncryptData, rounds);
            }
        }
    }

    private static Vector128<byte> Double(Vector128<byte> mask)
    {
        var words = mask.AsUInt64();
        var carries = Sse2.Shuffle(Sse2.ShiftRightArithmetic(mask.AsInt32(), 31), 0b01_01_01_11).AsUInt64() & Vector128.Create(0x87UL, 1UL);
        return ((words << 1) ^ carries).AsByte();
    }

    private static void EncryptEight(byte* source, byte* destination, Vector128<byte>* masks, Vector128<byte>* keys, int rounds)
    {
        var key = keys[0];
        var b0 = Vector128.Load(source) ^ masks[0] ^ key;
        var b1 = Vector128.Load(source + 16) ^ masks[1] ^ key;
        var b2 = Vector128.Load(source + 32) ^ masks[2] ^ key;
        var b3 = Vector128.Load(source + 48) ^ masks[3] ^ key;
        var b4 = Vector128.Load(source + 64) ^ masks[4] ^ key;
        var b5 = Vector128.Load(source + 80) ^ masks[5] ^ key;
        var b6 = Vector128.Load(source + 96) ^ masks[6] ^ key;
        var b7 = Vector128.Load(source + 112) ^ masks[7] ^ key;
        for (var round = 1; round < rounds; round++)
        {
            key = keys[round];
            b0 = Aes.Encrypt(b0, key);
            b1 = Aes.Encrypt(b1, key);
            b2 = Aes.Encrypt(b2, key);
            b3 = Aes.Encrypt(b3, key);
            b4 = Aes.Encrypt(b4, key);
            b5 = Aes.Encrypt(b5, key);
            b6 = Aes.Encrypt(b6, key);
            b7 = Aes.Encrypt(b7, key);
        }

        key = keys[rounds];
        (Aes.EncryptLast(b0, key) ^ masks[0]).Store(destination);
        (Aes.EncryptLast(b1, key) ^ masks[1]).Store(destination + 16);
        (Aes.EncryptLast(b2, key) ^ masks[2]).Store(destination + 32);
        (Aes.EncryptLast(b3, key) ^ masks[3]).Store(destination + 48);
        (Aes.EncryptLast(b4, key) ^ masks[4]).Store(destination + 64);
        (Aes.EncryptLast(b5, key) ^ masks[5]).Store(destination + 80);
        (Aes.EncryptLast(b6, key) ^ masks[6]).Store(destination + 96);
        (Aes.EncryptLast(b7, key) ^ masks[7]).Store(destination + 112);
    }

    private static void DecryptEight(byte* source, byte* destination, Vector128<byte>* masks, Vector128<byte>* keys, int rounds)
    {
        var key = keys[0];
        var b0 = Vector128.Load(source) ^ masks[0] ^ key;
        var b1 = Vector128.Load(source + 16) ^ masks[1] ^ key;
        var b2 = Vector128.Load(source + 32) ^ masks[2] ^ key;
        var b3 = Vector128.Load(source + 48) ^ masks[3] ^ key;
        var b4 = Vector128.Load(source + 64) ^ masks[4] ^ key;
        var b5 = Vector128.Load(source + 80) ^ masks[5] ^ key;
        var b6 = Vector128.Load(source + 96) ^ masks[6] ^ key;
        var b7 = Vector128.Load(source + 112) ^ masks[7] ^ key;
        for (var round = 1; round < rounds; round++)
        {
            key = keys[round];
            b0 = Aes.Decrypt(b0, key);
            b1 = Aes.Decrypt(b1, key);
            b2 = Aes.Decrypt(b2, key);
            b3 = Aes.Decrypt(b3, key);
            b4 = Aes.Decrypt(b4, key);
            b5 = Aes.Decrypt(b5, key);
            b6 = Aes.Decrypt(b6, key);
            b7 = Aes.Decrypt(b7, key);
        }

        key = keys[rounds];
        (Aes.DecryptLast(b0, key) ^ masks[0]).Store(destination);
        (Aes.DecryptLast(b1, key) ^ masks[1]).Store(destination + 16);
        (Aes.DecryptLast(b2, key) ^ masks[2]).Store(destination + 32);
        (Aes.DecryptLast(b3, key) ^ masks[3]).Store(destination + 48);
        (Aes.DecryptLast(b4, key) ^ masks[4]).Store(destination + 64);
        (Aes.DecryptLast(b5, key) ^ masks[5]).Store(destination + 80);
        (Aes.DecryptLast(b6, key) ^ masks[6]).Store(destination + 96);
        (Aes.DecryptLast(b7, key) ^ masks[7]).Store(destination + 112);
    }
}
