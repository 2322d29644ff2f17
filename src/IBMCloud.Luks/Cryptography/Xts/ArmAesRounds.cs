using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace IBMCloud.Luks;

/// <summary>Arm's AES: AESE is the round key, then ShiftRows and SubBytes; AESMC is MixColumns. So the first round takes the first key and the last key is left to the mask.</summary>
internal readonly unsafe struct ArmAesEncryption : IAesRounds
{
    public static bool WhitensFirst => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) => Aes.MixColumns(Aes.Encrypt(state, key));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Last(Vector128<byte> state, Vector128<byte>* beforeLast, byte* mask) =>
        Aes.Encrypt(state, *beforeLast) ^ Vector128.LoadAligned(mask);
}

/// <summary>Arm's AESD and AESIMC, over the equivalent inverse cipher's keys.</summary>
internal readonly unsafe struct ArmAesDecryption : IAesRounds
{
    public static bool WhitensFirst => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) => Aes.InverseMixColumns(Aes.Decrypt(state, key));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Last(Vector128<byte> state, Vector128<byte>* beforeLast, byte* mask) =>
        Aes.Decrypt(state, *beforeLast) ^ Vector128.LoadAligned(mask);
}
