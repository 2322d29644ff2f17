namespace IBMCloud.DiskImages.Partitions;

/// <summary>CRC-32 as a GUID partition table has it (ISO 3309, reflected polynomial 0xEDB88320). Its tables are a few KiB: no need for speed.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB8_8320;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (Polynomial & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
