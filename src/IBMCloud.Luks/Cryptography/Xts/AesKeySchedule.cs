using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Aes = System.Runtime.Intrinsics.X86.Aes;

namespace IBMCloud.Luks;

/// <summary>
/// The round keys of an XTS key in native memory: aligned to 64 bytes, never moved, zeroed when the last user lets go.
/// <list type="table">
/// <item><term>offset 0</term><description>data key, encryption, 15 round keys of 16 bytes</description></item>
/// <item><term>offset 240</term><description>data key, decryption (inverse cipher's order, InverseMixColumns applied)</description></item>
/// <item><term>offset 480</term><description>tweak key, encryption</description></item>
/// </list>
/// AES-128 uses the first 11 of each 15.
/// </summary>
internal sealed unsafe class AesKeySchedule : SafeHandle
{
    private const int MaxRoundKeys = 15;
    private const int Size = 3 * MaxRoundKeys * 16;

    public AesKeySchedule(ReadOnlySpan<byte> key)
        : base(0, ownsHandle: true)
    {
        Rounds = key.Length == 64 ? 14 : 10;
        SetHandle((nint)NativeMemory.AlignedAlloc(Size, 64));
        var half = key.Length / 2;
        Expand(key[..half], EncryptData, Rounds);
        Expand(key[half..], EncryptTweak, Rounds);
        for (var i = 0; i <= Rounds; i++)
        {
            var roundKey = EncryptData[Rounds - i];
            DecryptData[i] = i == 0 || i == Rounds ? roundKey : Aes.InverseMixColumns(roundKey);
        }
    }

    public int Rounds { get; }

    public override bool IsInvalid => handle == 0;

    public Vector128<byte>* EncryptData => (Vector128<byte>*)handle;

    public Vector128<byte>* DecryptData => EncryptData + MaxRoundKeys;

    public Vector128<byte>* EncryptTweak => EncryptData + 2 * MaxRoundKeys;

    protected override bool ReleaseHandle()
    {
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(new Span<byte>((void*)handle, Size));
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }

    /// <summary>FIPS 197 §5.2. SubWord comes from AESKEYGENASSIST (whose round constant is left 0), so no table is read by a secret index.</summary>
    private static void Expand(ReadOnlySpan<byte> key, Vector128<byte>* roundKeys, int rounds)
    {
        var words = (uint*)roundKeys;
        var keyWords = key.Length / 4;
        MemoryMarshal.Cast<byte, uint>(key).CopyTo(new Span<uint>(words, keyWords));
        byte constant = 1;
        for (var i = keyWords; i < 4 * (rounds + 1); i++)
        {
            var word = words[i - 1];
            if (i % keyWords == 0)
            {
                word = uint.RotateRight(SubWord(word), 8) ^ constant;
                constant = (byte)((constant << 1) ^ (constant >> 7) * 0x1B);
            }
            else if (keyWords == 8 && i % 8 == 4)
            {
                word = SubWord(word);
            }

            words[i] = words[i - keyWords] ^ word;
        }
    }

    private static uint SubWord(uint word) => Aes.KeygenAssist(Vector128.Create(word).AsByte(), 0).AsUInt32().ToScalar();
}
