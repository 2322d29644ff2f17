using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>Two masks per vector: AVX2 and the carry-less multiply of that width.</summary>
internal readonly unsafe struct XtsMasks256 : IXtsMasks
{
    /// <summary>Both are asked: with AVX2 switched off the runtime still says that the wide multiply is there.</summary>
    public static bool IsSupported => Avx2.IsSupported && Pclmulqdq.V256.IsSupported;

    private static Vector256<ulong> Polynomial => Vector256.Create(0x87UL);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void First(Vector128<byte> tweak, byte* slot, byte* constants)
    {
        var lanes = Vector256.Create(tweak, tweak).AsUInt64();
        var key = Vector256.Load(constants);
        Write(Times(lanes, Vector256.Create(0UL, 0, 1, 1)), 0, slot, constants, key);
        Write(Times(lanes, Vector256.Create(2UL, 2, 3, 3)), 32, slot, constants, key);
        Write(Times(lanes, Vector256.Create(4UL, 4, 5, 5)), 64, slot, constants, key);
        Write(Times(lanes, Vector256.Create(6UL, 6, 7, 7)), 96, slot, constants, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Next(byte* from, byte* slot, byte* constants)
    {
        var step = Vector256.Load(constants + XtsMaskConstants.Step);
        Write(TimesX8(Vector256.LoadAligned(from)), 0, slot, constants, step);
        Write(TimesX8(Vector256.LoadAligned(from + 32)), 32, slot, constants, step);
        Write(TimesX8(Vector256.LoadAligned(from + 64)), 64, slot, constants, step);
        Write(TimesX8(Vector256.LoadAligned(from + 96)), 96, slot, constants, step);
    }

    /// <summary>Times x^n, n from 0 to 7: a shift of both halves; what leaves the low half enters the high one, what leaves the high one is folded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Times(Vector256<ulong> value, Vector256<ulong> n)
    {
        var carries = Avx2.ShiftRightLogicalVariable(value, Vector256.Create(64UL) - n);
        var folded = Pclmulqdq.V256.CarrylessMultiply(carries, Polynomial, 0x01).AsByte();
        return Avx2.ShiftLeftLogicalVariable(value, n).AsByte() ^ Avx2.ShiftLeftLogical128BitLane(carries.AsByte(), 8) ^ folded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> TimesX8(Vector256<byte> value)
    {
        var folded = Pclmulqdq.V256.CarrylessMultiply(Avx2.ShiftRightLogical128BitLane(value, 15).AsUInt64(), Polynomial, 0x00).AsByte();
        return Avx2.ShiftLeftLogical128BitLane(value, 1) ^ folded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector256<byte> masks, int at, byte* slot, byte* constants, Vector256<byte> key)
    {
        masks ^= key;
        masks.StoreAligned(slot + at);
        (masks ^ Vector256.Load(constants + XtsMaskConstants.Turn)).StoreAligned(slot + XtsSlot.Out + at);
    }
}
