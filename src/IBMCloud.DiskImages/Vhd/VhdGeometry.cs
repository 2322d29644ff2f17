namespace IBMCloud.DiskImages.Vhd;

/// <summary>Cylinders, heads and sectors per track of a VHD.</summary>
internal readonly record struct VhdGeometry(ushort Cylinders, byte Heads, byte SectorsPerTrack)
{
    private const int SectorSize = 512;
    private const int MaxCylinders = 65_535;

    /// <summary>The geometry that stands for "look at the size instead".</summary>
    public static VhdGeometry Largest { get; } = new(MaxCylinders, 16, 255);

    /// <summary>Bytes that the geometry addresses.</summary>
    public long Size => (long)Cylinders * Heads * SectorsPerTrack * SectorSize;

    /// <summary>The geometry of a disk's size, by the algorithm in the appendix of the VHD specification; it may address a little less.</summary>
    public static VhdGeometry For(long size)
    {
        var sectors = Math.Min(size / SectorSize, (long)MaxCylinders * 16 * 255);
        long perTrack, heads, cylinderHeads;
        if (sectors >= (long)MaxCylinders * 16 * 63)
        {
            (perTrack, heads) = (255, 16);
            cylinderHeads = sectors / perTrack;
        }
        else
        {
            perTrack = 17;
            cylinderHeads = sectors / perTrack;
            heads = Math.Max(4, (cylinderHeads + 1023) / 1024);
            if (cylinderHeads >= heads * 1024 || heads > 16)
            {
                (perTrack, heads) = (31, 16);
                cylinderHeads = sectors / perTrack;
            }

            if (cylinderHeads >= heads * 1024)
            {
                (perTrack, heads) = (63, 16);
                cylinderHeads = sectors / perTrack;
            }
        }

        return new VhdGeometry((ushort)(cylinderHeads / heads), (byte)heads, (byte)perTrack);
    }
}
