using System.Runtime.Intrinsics;

namespace IBMCloud.Luks;

/// <summary>One direction of AES on one kind of processor, round by round. The masks bring the first and the last round key, see <see cref="XtsMaskConstants"/>.</summary>
internal unsafe interface IAesRounds
{
    /// <summary>Whether the masks of the way in hold the first round key. Where they do not, the first round adds it.</summary>
    static abstract bool WhitensFirst { get; }

    /// <summary>One of the rounds but the last.</summary>
    static abstract Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key);

    /// <summary>The last round.</summary>
    /// <param name="state">The block.</param>
    /// <param name="beforeLast">The last round key but one.</param>
    /// <param name="mask">The mask of the way out, which holds the last round key.</param>
    static abstract Vector128<byte> Last(Vector128<byte> state, Vector128<byte>* beforeLast, byte* mask);
}
