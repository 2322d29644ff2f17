using System.Numerics;
using System.Runtime.CompilerServices;

namespace IBMCloud.Luks;

/// <summary>G word by word: R = X xor Y; BLAKE2b's round without message words over the 8 rows, then the 8 columns of R; xor R.</summary>
internal static unsafe class Argon2BlockScalar
{
    public static void Compress(ulong* previous, ulong* reference, ulong* destination, ulong* scratch, bool xorWithOld)
    {
        for (var i = 0; i < 128; i++)
        {
            scratch[i] = previous[i] ^ reference[i];
            destination[i] = xorWithOld ? destination[i] ^ scratch[i] : scratch[i];
        }

        for (var row = 0; row < 8; row++)
        {
            Round(scratch + row * 16, 2);
        }

        for (var column = 0; column < 8; column++)
        {
            Round(scratch + column * 2, 16);
        }

        for (var i = 0; i < 128; i++)
        {
            destination[i] ^= scratch[i];
        }
    }

    /// <summary>One round over 16 words: eight pairs, <paramref name="step"/> words apart.</summary>
    private static void Round(ulong* v, int step)
    {
        Mix(ref v[0], ref v[2 * step], ref v[4 * step], ref v[6 * step]);
        Mix(ref v[1], ref v[2 * step + 1], ref v[4 * step + 1], ref v[6 * step + 1]);
        Mix(ref v[step], ref v[3 * step], ref v[5 * step], ref v[7 * step]);
        Mix(ref v[step + 1], ref v[3 * step + 1], ref v[5 * step + 1], ref v[7 * step + 1]);
        Mix(ref v[0], ref v[2 * step + 1], ref v[5 * step], ref v[7 * step + 1]);
        Mix(ref v[1], ref v[3 * step], ref v[5 * step + 1], ref v[6 * step]);
        Mix(ref v[step], ref v[3 * step + 1], ref v[4 * step], ref v[6 * step + 1]);
        Mix(ref v[step + 1], ref v[2 * step], ref v[4 * step + 1], ref v[7 * step]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 32);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 24);
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 16);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 63);
    }

    /// <summary>BLAKE2b's addition, made dearer for hardware by a multiplication: x + y + 2·lo(x)·lo(y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong x, ulong y) => x + y + 2 * ((ulong)(uint)x * (uint)y);
}
