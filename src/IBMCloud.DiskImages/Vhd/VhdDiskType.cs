namespace IBMCloud.DiskImages.Vhd;

/// <summary>The footer's disk type.</summary>
internal enum VhdDiskType : uint
{
    Fixed = 2,
    Dynamic = 3,
    Differencing = 4,
}
