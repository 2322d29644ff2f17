namespace IBMCloud.Luks;

/// <summary>One of the two copies of a LUKS2 header.</summary>
/// <param name="Primary"><see langword="true"/> for the copy at the start of the file.</param>
/// <param name="Offset">Where it is, or would be, in bytes.</param>
/// <param name="SequenceId">Its sequence id, or <see langword="null"/> where it cannot be read.</param>
/// <param name="Problem">What is wrong with it, or <see langword="null"/>. A copy without a problem can repair the other: <see cref="LuksKeyslots.RepairAsync"/>.</param>
public sealed record LuksHeaderCopy(bool Primary, long Offset, ulong? SequenceId, string? Problem);
