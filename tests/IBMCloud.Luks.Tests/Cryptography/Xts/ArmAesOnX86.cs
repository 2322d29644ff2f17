using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks.Tests.Cryptography.Xts;

/// <summary>
/// Arm's AES instructions by those of x86, so that the order in which the Arm kernel adds its round keys is tested on a machine without them.
/// AESE and AESD add the key first; AESMC is what is left of AESENC when AESDECLAST took the rest away.
/// </summary>
internal readonly unsafe struct ArmAesEncryptionOnX86 : IAesRounds
{
    public static bool WhitensFirst => false;

    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) =>
        Aes.Encrypt(Aes.DecryptLast(Aese(state, key), default), default);

    public static Vector128<byte> Last(Vector128<byte> state, Vector128<byte>* beforeLast, byte* mask) => Aese(state, *beforeLast) ^ Vector128.LoadAligned(mask);

    private static Vector128<byte> Aese(Vector128<byte> state, Vector128<byte> key) => Aes.EncryptLast(state ^ key, default);
}

/// <summary>The other direction.</summary>
internal readonly unsafe struct ArmAesDecryptionOnX86 : IAesRounds
{
    public static bool WhitensFirst => false;

    public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) => Aes.InverseMixColumns(Aesd(state, key));

    public static Vector128<byte> Last(Vector128<byte> state, Vector128<byte>* beforeLast, byte* mask) => Aesd(state, *beforeLast) ^ Vector128.LoadAligned(mask);

    private static Vector128<byte> Aesd(Vector128<byte> state, Vector128<byte> key) => Aes.DecryptLast(state ^ key, default);
}
