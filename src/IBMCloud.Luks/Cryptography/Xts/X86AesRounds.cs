using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>AES-NI: a round is ShiftRows, SubBytes, MixColumns, then the round key.</summary>
internal readonly unsafe struct X86AesEncryption : IAesRounds
{
    public static bool WhitensFirst => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) => Aes.Encrypt(state, key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Last(Vector128<byte> state, Vector128<byte>* beforeLast, byte* mask) => Aes.EncryptLast(state, Vector128.LoadAligned(mask));
}

/// <summary>AES-NI's equivalent inverse cipher.</summary>
internal readonly unsafe struct X86AesDecryption : IAesRounds
{
    public static bool WhitensFirst => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) => Aes.Decrypt(state, key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Last(Vector128<byte> state, Vector128<byte>* beforeLast, byte* mask) => Aes.DecryptLast(state, Vector128.LoadAligned(mask));
}
