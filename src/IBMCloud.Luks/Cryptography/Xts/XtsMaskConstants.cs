using System.Runtime.Intrinsics;

namespace IBMCloud.Luks;

/// <summary>
/// What turns one group of masks into the next. A block is not masked with m = tweak × x^j itself but, since AES begins and ends with an exclusive or of a round
/// key, with m ⊕ first key on the way in and m ⊕ last key on the way out: that saves two operations per block. Each constant is repeated to 64 bytes.
/// <list type="table">
/// <item><term>offset 0, first</term><description>the first round key, f</description></item>
/// <item><term>offset 64, step</term><description>f × x^8 ⊕ f: (m ⊕ f) × x^8 ⊕ step = m × x^8 ⊕ f</description></item>
/// <item><term>offset 128, turn</term><description>f ⊕ last round key: the way in's mask ⊕ turn = the way out's</description></item>
/// </list>
/// </summary>
internal static unsafe class XtsMaskConstants
{
    public const int Step = 64;
    public const int Turn = 128;
    public const int Size = 192;

    public static void Write(byte* constants, Vector128<byte> first, Vector128<byte> last)
    {
        Repeat(constants, first);
        Repeat(constants + Step, TimesX8(first) ^ first);
        Repeat(constants + Turn, first ^ last);
    }

    /// <summary>Times x^8 in GF(2^128) with XTS's byte order: a byte shift, and the byte that falls out times x^7 + x^2 + x + 1.</summary>
    private static Vector128<byte> TimesX8(Vector128<byte> value)
    {
        var (low, high) = (value.AsUInt64()[0], value.AsUInt64()[1]);
        var carry = high >> 56;
        return Vector128.Create((low << 8) ^ carry ^ (carry << 1) ^ (carry << 2) ^ (carry << 7), (high << 8) | (low >> 56)).AsByte();
    }

    private static void Repeat(byte* to, Vector128<byte> value)
    {
        for (var i = 0; i < 4; i++)
        {
            value.Store(to + 16 * i);
        }
    }
}
