using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>Four masks per vector: AVX-512 and the wide carry-less multiply.</summary>
internal readonly unsafe struct XtsMasks512 : IXtsMasks
{
    /// <summary>Both are asked: the runtime's switches can take one away and leave the other.</summary>
    public static bool IsSupported => Avx512BW.IsSupported && Pclmulqdq.V512.IsSupported;

    private static Vector512<ulong> Polynomial => Vector512.Create(0x87UL);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void First(Vector128<byte> tweak, byte* slot, byte* constants)
    {
        var lanes = Vector512.Create(Vector256.Create(tweak, tweak), Vector256.Create(tweak, tweak)).AsUInt64();
        Write(Times(lanes, Vector512.Create(0UL, 0, 1, 1, 2, 2, 3, 3)), 0, slot, constants, Vector512.Load(constants));
        Write(Times(lanes, Vector512.Create(4UL, 4, 5, 5, 6, 6, 7, 7)), 64, slot, constants, Vector512.Load(constants));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Next(byte* from, byte* slot, byte* constants)
    {
        var step = Vector512.Load(constants + XtsMaskConstants.Step);
        Write(TimesX8(Vector512.LoadAligned(from)), 0, slot, constants, step);
        Write(TimesX8(Vector512.LoadAligned(from + 64)), 64, slot, constants, step);
    }

    /// <summary>Times x^n, n from 0 to 7: a shift of both halves; what leaves the low half enters the high one, what leaves the high one is folded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Times(Vector512<ulong> value, Vector512<ulong> n)
    {
        var carries = Avx512F.ShiftRightLogicalVariable(value, Vector512.Create(64UL) - n);
        var folded = Pclmulqdq.V512.CarrylessMultiply(carries, Polynomial, 0x01).AsByte();
        return Avx512F.ShiftLeftLogicalVariable(value, n).AsByte() ^ Avx512BW.ShiftLeftLogical128BitLane(carries.AsByte(), 8) ^ folded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> TimesX8(Vector512<byte> value)
    {
        var folded = Pclmulqdq.V512.CarrylessMultiply(Avx512BW.ShiftRightLogical128BitLane(value, 15).AsUInt64(), Polynomial, 0x00).AsByte();
        return Avx512BW.ShiftLeftLogical128BitLane(value, 1) ^ folded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector512<byte> masks, int at, byte* slot, byte* constants, Vector512<byte> key)
    {
        masks ^= key;
        masks.StoreAligned(slot + at);
        (masks ^ Vector512.Load(constants + XtsMaskConstants.Turn)).StoreAligned(slot + XtsSlot.Out + at);
    }
}
