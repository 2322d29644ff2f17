using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>
/// G with 512-bit vectors: a vector holds the same variable (a, b, c or d) of two rows, then of two columns, and two such pairs run interleaved, because
/// one alone waits for its multiplications most of the time. AVX-512 also rotates in one instruction.
/// </summary>
internal static unsafe class Argon2BlockAvx512
{
    public static void Compress(ulong* previous, ulong* reference, ulong* destination, ulong* scratch, bool xorWithOld)
    {
        for (var row = 0; row < 8; row += 4)
        {
            var at = row * 16;
            EnterRows(previous, reference, destination, at, xorWithOld, out var a0, out var b0, out var c0, out var d0);
            EnterRows(previous, reference, destination, at + 32, xorWithOld, out var a1, out var b1, out var c1, out var d1);
            Round(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);

            // Scratch holds what the four pairs of columns need one after the other: 4 vectors each, one for every two rows.
            var to = scratch + row * 4;
            StoreForColumns(a0, to);
            StoreForColumns(a1, to + 8);
            StoreForColumns(b0, to + 32);
            StoreForColumns(b1, to + 40);
            StoreForColumns(c0, to + 64);
            StoreForColumns(c1, to + 72);
            StoreForColumns(d0, to + 96);
            StoreForColumns(d1, to + 104);
        }

        for (var half = 0; half < 2; half++)
        {
            var from = scratch + half * 64;
            var a0 = Vector512.LoadAligned(from);
            var b0 = Vector512.LoadAligned(from + 8);
            var c0 = Vector512.LoadAligned(from + 16);
            var d0 = Vector512.LoadAligned(from + 24);
            var a1 = Vector512.LoadAligned(from + 32);
            var b1 = Vector512.LoadAligned(from + 40);
            var c1 = Vector512.LoadAligned(from + 48);
            var d1 = Vector512.LoadAligned(from + 56);
            Round(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            var to = destination + half * 8;
            Leave(to, a0, a1);
            Leave(to + 32, b0, b1);
            Leave(to + 64, c0, c1);
            Leave(to + 96, d0, d1);
        }
    }

    /// <summary>R = X xor Y of two rows; R, with the old content from the second pass on, is kept in the destination for the last xor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EnterRows(ulong* previous, ulong* reference, ulong* destination, int at, bool xorWithOld,
        out Vector512<ulong> a, out Vector512<ulong> b, out Vector512<ulong> c, out Vector512<ulong> d)
    {
        var ab0 = Enter(previous, reference, destination, at, xorWithOld);
        var cd0 = Enter(previous, reference, destination, at + 8, xorWithOld);
        var ab1 = Enter(previous, reference, destination, at + 16, xorWithOld);
        var cd1 = Enter(previous, reference, destination, at + 24, xorWithOld);
        a = Avx512F.Shuffle4x128(ab0, ab1, 0b01_00_01_00);
        b = Avx512F.Shuffle4x128(ab0, ab1, 0b11_10_11_10);
        c = Avx512F.Shuffle4x128(cd0, cd1, 0b01_00_01_00);
        d = Avx512F.Shuffle4x128(cd0, cd1, 0b11_10_11_10);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Enter(ulong* previous, ulong* reference, ulong* destination, int at, bool xorWithOld)
    {
        var r = Vector512.Load(previous + at) ^ Vector512.Load(reference + at);
        (xorWithOld ? r ^ Vector512.Load(destination + at) : r).Store(destination + at);
        return r;
    }

    /// <summary>A column is a pair of words from each of the eight rows: two rows' pairs, sorted by column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreForColumns(Vector512<ulong> twoRows, ulong* to) => Avx512F.Shuffle4x128(twoRows, twoRows, 0b11_01_10_00).StoreAligned(to);

    /// <summary>Four columns' pairs, sorted by row again, onto what the destination keeps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Leave(ulong* rows, Vector512<ulong> left, Vector512<ulong> right)
    {
        (Vector512.Load(rows) ^ Avx512F.Shuffle4x128(left, right, 0b10_00_10_00)).Store(rows);
        (Vector512.Load(rows + 16) ^ Avx512F.Shuffle4x128(left, right, 0b11_01_11_01)).Store(rows + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector512<ulong> a0, ref Vector512<ulong> b0, ref Vector512<ulong> c0, ref Vector512<ulong> d0,
        ref Vector512<ulong> a1, ref Vector512<ulong> b1, ref Vector512<ulong> c1, ref Vector512<ulong> d1)
    {
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        b0 = Avx512F.Permute4x64(b0, 0b00_11_10_01);
        c0 = Avx512F.Permute4x64(c0, 0b01_00_11_10);
        d0 = Avx512F.Permute4x64(d0, 0b10_01_00_11);
        b1 = Avx512F.Permute4x64(b1, 0b00_11_10_01);
        c1 = Avx512F.Permute4x64(c1, 0b01_00_11_10);
        d1 = Avx512F.Permute4x64(d1, 0b10_01_00_11);
        Mix(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        b0 = Avx512F.Permute4x64(b0, 0b10_01_00_11);
        c0 = Avx512F.Permute4x64(c0, 0b01_00_11_10);
        d0 = Avx512F.Permute4x64(d0, 0b00_11_10_01);
        b1 = Avx512F.Permute4x64(b1, 0b10_01_00_11);
        c1 = Avx512F.Permute4x64(c1, 0b01_00_11_10);
        d1 = Avx512F.Permute4x64(d1, 0b00_11_10_01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector512<ulong> a0, ref Vector512<ulong> b0, ref Vector512<ulong> c0, ref Vector512<ulong> d0,
        ref Vector512<ulong> a1, ref Vector512<ulong> b1, ref Vector512<ulong> c1, ref Vector512<ulong> d1)
    {
        a0 = Add(a0, b0);
        a1 = Add(a1, b1);
        d0 = Avx512F.RotateRight(d0 ^ a0, 32);
        d1 = Avx512F.RotateRight(d1 ^ a1, 32);
        c0 = Add(c0, d0);
        c1 = Add(c1, d1);
        b0 = Avx512F.RotateRight(b0 ^ c0, 24);
        b1 = Avx512F.RotateRight(b1 ^ c1, 24);
        a0 = Add(a0, b0);
        a1 = Add(a1, b1);
        d0 = Avx512F.RotateRight(d0 ^ a0, 16);
        d1 = Avx512F.RotateRight(d1 ^ a1, 16);
        c0 = Add(c0, d0);
        c1 = Add(c1, d1);
        b0 = Avx512F.RotateRight(b0 ^ c0, 63);
        b1 = Avx512F.RotateRight(b1 ^ c1, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Add(Vector512<ulong> x, Vector512<ulong> y)
    {
        var product = Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        return x + y + (product + product);
    }
}
