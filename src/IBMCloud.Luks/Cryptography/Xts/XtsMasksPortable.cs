using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IBMCloud.Luks;

/// <summary>Masks by doubling, one after the other, with vector operations that every processor has.</summary>
internal readonly unsafe struct XtsMasksPortable : IXtsMasks
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void First(Vector128<byte> tweak, byte* slot, byte* constants)
    {
        var first = Vector128.Load(constants);
        var turn = Vector128.Load(constants + XtsMaskConstants.Turn);
        for (var at = 0; at < XtsSlot.Out; at += 16)
        {
            (tweak ^ first).StoreAligned(slot + at);
            (tweak ^ first ^ turn).StoreAligned(slot + XtsSlot.Out + at);
            tweak = Double(tweak);
        }
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
}
