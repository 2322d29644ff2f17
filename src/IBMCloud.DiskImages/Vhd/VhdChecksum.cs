using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>One's complement of the sum of all bytes, the checksum's own four counted as zero: what VHD footers and headers carry.</summary>
internal static class VhdChecksum
{
    public const int Size = 4;

    /// <summary>Sum over <paramref name="bytes"/> without the four bytes at <paramref name="field"/>.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes, int field) => ~(Sum(bytes[..field]) + Sum(bytes[(field + Size)..]));

    /// <summary>One's complement of the plain sum, for what carries its checksum elsewhere.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Sum(bytes);

    public static bool IsGood(ReadOnlySpan<byte> bytes, int field) =>
        BinaryPrimitives.ReadUInt32BigEndian(bytes[field..]) == Compute(bytes, field);

    public static void Write(Span<byte> bytes, int field) =>
        BinaryPrimitives.WriteUInt32BigEndian(bytes[field..], Compute(bytes, field));

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        return sum;
    }
}
