using System.Runtime.Intrinsics;

namespace IBMCloud.Luks;

/// <summary>
/// Makes the masks of eight blocks at a time. A slot holds eight masks for the way in at offset 0 and eight for the way out at <see cref="XtsSlot.Out"/>,
/// aligned to 64 bytes; see <see cref="XtsMaskConstants"/> for what is in them.
/// </summary>
internal unsafe interface IXtsMasks
{
    /// <summary>The masks of a data unit's first eight blocks: its encrypted tweak times x^0 .. x^7.</summary>
    static abstract void First(Vector128<byte> tweak, byte* slot, byte* constants);

    /// <summary>The masks of the next eight blocks: each times x^8.</summary>
    static abstract void Next(byte* from, byte* slot, byte* constants);
}

/// <summary>Where things lie in a slot of masks.</summary>
internal static class XtsSlot
{
    public const int Out = 128;
    public const int Size = 256;
}
