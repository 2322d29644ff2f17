namespace IBMCloud.Luks;

/// <summary>The first six bytes of a header.</summary>
internal static class LuksMagic
{
    public const int Length = 6;

    public static ReadOnlySpan<byte> Primary => [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE];

    public static ReadOnlySpan<byte> Secondary => [0x53, 0x4B, 0x55, 0x4C, 0xBA, 0xBE];
}
