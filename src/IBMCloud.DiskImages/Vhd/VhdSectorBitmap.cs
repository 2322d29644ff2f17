namespace IBMCloud.DiskImages.Vhd;

/// <summary>A block's sector bitmap: the most significant bit of byte 0 is sector 0; a set bit means the sector is there.</summary>
internal static class VhdSectorBitmap
{
    public static bool IsSet(ReadOnlySpan<byte> bitmap, int sector) => (bitmap[sector >> 3] & (0x80 >> (sector & 7))) != 0;

    /// <summary>True where the first <paramref name="sectors"/> bits are all set.</summary>
    public static bool IsFull(ReadOnlySpan<byte> bitmap, int sectors) => RunAt(bitmap, 0, sectors, out var present) == sectors && present;

    /// <summary>How many of the next sectors, at most <paramref name="limit"/>, share the state of the first one.</summary>
    public static int RunAt(ReadOnlySpan<byte> bitmap, int first, int limit, out bool present)
    {
        present = IsSet(bitmap, first);
        var same = present ? byte.MaxValue : byte.MinValue;
        var sector = first + 1;
        var end = first + limit;
        while (sector < end)
        {
            if ((sector & 7) == 0 && end - sector >= 8 && bitmap[sector >> 3] == same)
            {
                sector += 8;
            }
            else if (IsSet(bitmap, sector) == present)
            {
                sector++;
            }
            else
            {
                break;
            }
        }

        return sector - first;
    }
}
