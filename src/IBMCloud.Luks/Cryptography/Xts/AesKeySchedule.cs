using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace IBMCloud.Luks;

/// <summary>
/// An XTS key, expanded once into native memory: aligned to 64 bytes, never moved, zeroed when the last user lets go.
/// <list type="table">
/// <item><term>offset 0</term><description>data key, encryption: 15 round keys of 16 bytes</description></item>
/// <item><term>offset 256</term><description>data key, decryption (inverse cipher's order, InverseMixColumns applied)</description></item>
/// <item><term>offset 512</term><description>tweak key, encryption</description></item>
/// <item><term>offset 768</term><description>mask constants for encryption, see <see cref="XtsMaskConstants"/></description></item>
/// <item><term>offset 960</term><description>mask constants for decryption</description></item>
/// </list>
/// AES-128 uses the first 11 of each 15.
/// </summary>
internal sealed unsafe class AesKeySchedule : SafeHandle
{
    private const int Keys = 256;
    private const int Size = 3 * Keys + 2 * XtsMaskConstants.Size;

    /// <param name="key">32 or 64 bytes: the data key, then the tweak key.</param>
    /// <param name="whitensFirst">Whether the first round key goes into the masks (x86) or is part of the first round (Arm).</param>
    public AesKeySchedule(ReadOnlySpan<byte> key, bool whitensFirst)
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
            DecryptData[i] = i == 0 || i == Rounds ? roundKey : InverseMixColumns(roundKey);
        }

        XtsMaskConstants.Write(EncryptConstants, whitensFirst ? EncryptData[0] : default, EncryptData[Rounds]);
        XtsMaskConstants.Write(DecryptConstants, whitensFirst ? DecryptData[0] : default, DecryptData[Rounds]);
    }

    public int Rounds { get; }

    public override bool IsInvalid => handle == 0;

    public Vector128<byte>* EncryptData => (Vector128<byte>*)handle;

    public Vector128<byte>* DecryptData => (Vector128<byte>*)(handle + Keys);

    public Vector128<byte>* EncryptTweak => (Vector128<byte>*)(handle + 2 * Keys);

    public byte* EncryptConstants => (byte*)handle + 3 * Keys;

    public byte* DecryptConstants => (byte*)handle + 3 * Keys + XtsMaskConstants.Size;

    protected override bool ReleaseHandle()
    {
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(new Span<byte>((void*)handle, Size));
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }

    /// <summary>FIPS 197 §5.2. SubWord comes from an AES instruction, so no table is read by a secret index.</summary>
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

    /// <summary>With the word in all four columns ShiftRows changes nothing; AESKEYGENASSIST's round constant is left 0.</summary>
    private static uint SubWord(uint word)
    {
        var columns = Vector128.Create(word).AsByte();
        return (X86Aes.IsSupported ? X86Aes.KeygenAssist(columns, 0) : ArmAes.Encrypt(columns, default)).AsUInt32().ToScalar();
    }

    private static Vector128<byte> InverseMixColumns(Vector128<byte> roundKey) =>
        X86Aes.IsSupported ? X86Aes.InverseMixColumns(roundKey) : ArmAes.InverseMixColumns(roundKey);
}
