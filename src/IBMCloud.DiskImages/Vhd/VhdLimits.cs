namespace IBMCloud.DiskImages.Vhd;

/// <summary>What a VHD may be, and what this reader takes before it trusts a length.</summary>
internal static class VhdLimits
{
    public const int SectorSize = 512;

    /// <summary>2,040 GiB: the largest disk of the format.</summary>
    public const long MaxDiskSize = 2_040L << 30;

    public const uint MinBlockSize = 4 << 10;
    public const uint MaxBlockSize = 256 << 20;
    public const uint DefaultBlockSize = 2 << 20;

    /// <summary>Entries of a table that is held in memory (64 MiB): the largest disk in blocks of 128 KiB.</summary>
    public const uint MaxTableEntries = 16 << 20;

    /// <summary>A table entry that says: this block is absent.</summary>
    public const uint AbsentBlock = uint.MaxValue;

    /// <summary>Bytes of a block's sector bitmap, rounded up to a sector.</summary>
    public static int BitmapSize(uint blockSize) => (int)(((blockSize / SectorSize / 8) + SectorSize - 1) / SectorSize * SectorSize);

    public static long RoundUp(long value, long unit) => (value + unit - 1) / unit * unit;
}
