using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IBMCloud.Luks;

/// <summary>Masks by doubling, one after the other, with vector operations that every processor has.</summary>
internal readonly unsafe struct XtsMasksPortable : IXtsMasks
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void First(Vector128<byte> tweak, byte* slot, byte* constants)
    {
        // Written out: as a loop it stays one, and its counting costs as much as the masks.
        var first = Vector128.Load(constants);
        var turn = Vector128.Load(constants + XtsMaskConstants.Turn);
        Write(tweak, 0, slot, first, turn);
        Write(tweak = Double(tweak), 16, slot, first, turn);
        Write(tweak = Double(tweak), 32, slot, first, turn);
        Write(tweak = Double(tweak), 48, slot, first, turn);
        Write(tweak = Double(tweak), 64, slot, first, turn);
        Write(tweak = Double(tweak), 80, slot, first, turn);
        Write(tweak = Double(tweak), 96, slot, first, turn);
        Write(Double(tweak), 112, slot, first, turn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Next(byte* from, byte* slot, byte* constants) =>
        First(Double(Vector128.LoadAligned(from + XtsSlot.Out - 16) ^ Vector128.Load(constants)), slot, constants);

    /// <summary>Times x: each half moves by one bit, and its sign says what the other one gets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Double(Vector128<byte> mask)
    {
        var signs = Vector128.Shuffle(mask.AsInt32() >> 31, Vector128.Create(3, 3, 1, 1)).AsUInt64();
        return ((mask.AsUInt64() << 1) ^ (signs & Vector128.Create(0x87UL, 1UL))).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector128<byte> mask, int at, byte* slot, Vector128<byte> first, Vector128<byte> turn)
    {
        mask ^= first;
        mask.StoreAligned(slot + at);
        (mask ^ turn).StoreAligned(slot + XtsSlot.Out + at);
    }
}
