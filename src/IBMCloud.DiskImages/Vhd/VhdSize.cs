namespace IBMCloud.DiskImages.Vhd;

/// <summary>A disk size that a footer states, before anything trusts it.</summary>
internal static class VhdSize
{
    /// <summary>Returns <paramref name="size"/> where it can be a VHD's disk.</summary>
    public static long Check(long size)
    {
        if (size > VhdLimits.MaxDiskSize)
        {
            throw new DiskImageException(DiskImageError.LimitExceeded,
                $"The VHD promises a disk of {size:N0} bytes; the format ends at {VhdLimits.MaxDiskSize:N0} (2,040 GiB). Export the image again.");
        }

        if (size == 0 || size % VhdLimits.SectorSize != 0)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                $"The VHD promises a disk of {size:N0} bytes, which is no whole number of 512-byte sectors above zero. Export the image again.");
        }

        return size;
    }

    /// <summary>Refuses a source that no VHD can hold.</summary>
    public static void CheckSource(long size)
    {
        if (size > VhdLimits.MaxDiskSize)
        {
            throw new DiskImageException(DiskImageError.LimitExceeded,
                $"The disk has {size:N0} bytes; a VHD holds at most {VhdLimits.MaxDiskSize:N0} (2,040 GiB). Make the disk smaller before it is exported.");
        }
    }
}
