using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>
/// G with 256-bit vectors: a vector holds the same variable (a, b, c or d) of the four mixings that BLAKE2b does side by side, and two rounds run
/// interleaved, because one alone waits for its multiplications most of the time.
/// </summary>
internal static unsafe class Argon2BlockAvx2
{
    public static void Compress(ulong* previous, ulong* reference, ulong* destination, ulong* scratch, bool xorWithOld)
    {
        for (var row = 0; row < 8; row += 2)
        {
            var at = row * 16;
            var a0 = Enter(previous, reference, destination, at, xorWithOld);
            var b0 = Enter(previous, reference, destination, at + 4, xorWithOld);
            var c0 = Enter(previous, reference, destination, at + 8, xorWithOld);
            var d0 = Enter(previous, reference, destination, at + 12, xorWithOld);
            var a1 = Enter(previous, reference, destination, at + 16, xorWithOld);
            var b1 = Enter(previous, reference, destination, at + 20, xorWithOld);
            var c1 = Enter(previous, reference, destination, at + 24, xorWithOld);
            var d1 = Enter(previous, reference, destination, at + 28, xorWithOld);
            Round(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            a0.StoreAligned(scratch + at);
            b0.StoreAligned(scratch + at + 4);
            c0.StoreAligned(scratch + at + 8);
            d0.StoreAligned(scratch + at + 12);
            a1.StoreAligned(scratch + at + 16);
            b1.StoreAligned(scratch + at + 20);
            c1.StoreAligned(scratch + at + 24);
            d1.StoreAligned(scratch + at + 28);
        }

        // A column is a pair of words from each of the eight rows; one load brings the pairs of two neighbouring columns.
        for (var pair = 0; pair < 4; pair++)
        {
            var at = pair * 4;
            Split(scratch + at, out var a0, out var a1);
            Split(scratch + at + 32, out var b0, out var b1);
            Split(scratch + at + 64, out var c0, out var c1);
            Split(scratch + at + 96, out var d0, out var d1);
            Round(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            Leave(destination + at, a0, a1);
            Leave(destination + at + 32, b0, b1);
            Leave(destination + at + 64, c0, c1);
            Leave(destination + at + 96, d0, d1);
        }
    }

    /// <summary>R = X xor Y, kept in the destination (with the old content from the second pass on) for the last xor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Enter(ulong* previous, ulong* reference, ulong* destination, int at, bool xorWithOld)
    {
        var r = Vector256.Load(previous + at) ^ Vector256.Load(reference + at);
        (xorWithOld ? r ^ Vector256.Load(destination + at) : r).Store(destination + at);
        return r;
    }

    /// <summary>The pairs of two columns in two neighbouring rows, sorted by column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(ulong* rows, out Vector256<ulong> left, out Vector256<ulong> right)
    {
        var upper = Vector256.LoadAligned(rows);
        var lower = Vector256.LoadAligned(rows + 16);
        left = Avx2.Permute2x128(upper, lower, 0x20);
        right = Avx2.Permute2x128(upper, lower, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Leave(ulong* rows, Vector256<ulong> left, Vector256<ulong> right)
    {
        (Vector256.Load(rows) ^ Avx2.Permute2x128(left, right, 0x20)).Store(rows);
        (Vector256.Load(rows + 16) ^ Avx2.Permute2x128(left, right, 0x31)).Store(rows + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector256<ulong> a0, ref Vector256<ulong> b0, ref Vector256<ulong> c0, ref Vector256<ulong> d0,
        ref Vector256<ulong> a1, ref Vector256<ulong> b1, ref Vector256<ulong> c1, ref Vector256<ulong> d1)
    {
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        b0 = Avx2.Permute4x64(b0, 0b00_11_10_01);
        c0 = Avx2.Permute4x64(c0, 0b01_00_11_10);
        d0 = Avx2.Permute4x64(d0, 0b10_01_00_11);
        b1 = Avx2.Permute4x64(b1, 0b00_11_10_01);
        c1 = Avx2.Permute4x64(c1, 0b01_00_11_10);
        d1 = Avx2.Permute4x64(d1, 0b10_01_00_11);
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        b0 = Avx2.Permute4x64(b0, 0b10_01_00_11);
        c0 = Avx2.Permute4x64(c0, 0b01_00_11_10);
        d0 = Avx2.Permute4x64(d0, 0b00_11_10_01);
        b1 = Avx2.Permute4x64(b1, 0b10_01_00_11);
        c1 = Avx2.Permute4x64(c1, 0b01_00_11_10);
        d1 = Avx2.Permute4x64(d1, 0b00_11_10_01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector256<ulong> a0, ref Vector256<ulong> b0, ref Vector256<ulong> c0, ref Vector256<ulong> d0,
        ref Vector256<ulong> a1, ref Vector256<ulong> b1, ref Vector256<ulong> c1, ref Vector256<ulong> d1)
    {
        a0 = Add(a0, b0);
        a1 = Add(a1, b1);
        d0 = RotateRight32(d0 ^ a0);
        d1 = RotateRight32(d1 ^ a1);
        c0 = Add(c0, d0);
        c1 = Add(c1, d1);
        b0 = RotateRight24(b0 ^ c0);
        b1 = RotateRight24(b1 ^ c1);
        a0 = Add(a0, b0);
        a1 = Add(a1, b1);
        d0 = RotateRight16(d0 ^ a0);
        d1 = RotateRight16(d1 ^ a1);
        c0 = Add(c0, d0);
        c1 = Add(c1, d1);
        b0 = RotateRight63(b0 ^ c0);
        b1 = RotateRight63(b1 ^ c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(Vector256<ulong> x, Vector256<ulong> y)
    {
        var product = Avx2.Multiply(x.AsUInt32(), y.AsUInt32());
        return x + y + (product + product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight32(Vector256<ulong> x) => Avx2.Shuffle(x.AsUInt32(), 0b10_11_00_01).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight24(Vector256<ulong> x) =>
        Avx2.Shuffle(x.AsByte(), Vector256.Create(
            (byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight16(Vector256<ulong> x) =>
        Avx2.Shuffle(x.AsByte(), Vector256.Create(
            (byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight63(Vector256<ulong> x) => (x + x) | (x >> 63);
}
