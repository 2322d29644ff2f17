using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>The compression function G (RFC 9106 §3.5): 1 KiB and 1 KiB give 1 KiB. The only place that chooses how.</summary>
internal static unsafe class Argon2Block
{
    /// <summary>destination = G(previous, reference), XORed into what was there from the second pass on. May write onto an input.</summary>
    /// <param name="previous">128 words.</param>
    /// <param name="reference">128 words.</param>
    /// <param name="destination">128 words.</param>
    /// <param name="scratch">128 words, aligned to 64 bytes; the caller clears them in the end.</param>
    /// <param name="xorWithOld">True from the second pass on.</param>
    public static void Compress(ulong* previous, ulong* reference, ulong* destination, ulong* scratch, bool xorWithOld)
    {
        // Not accelerated where the processor slows down for wide vectors.
        if (Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            Argon2BlockAvx512.Compress(previous, reference, destination, scratch, xorWithOld);
        }
        else if (Avx2.IsSupported)
        {
            Argon2BlockAvx2.Compress(previous, reference, destination, scratch, xorWithOld);
        }
        else
        {
            Argon2BlockScalar.Compress(previous, reference, destination, scratch, xorWithOld);
        }
    }
}
