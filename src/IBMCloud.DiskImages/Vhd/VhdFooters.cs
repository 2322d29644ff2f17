namespace IBMCloud.DiskImages.Vhd;

/// <summary>The footers of what is written here.</summary>
internal static class VhdFooters
{
    // With this creator the size counts and not the geometry, and XenServer looks for the batmap and its key hash.
    private const uint Creator = VhdCreator.VhdUtil;
    private const uint CreatorVersion = 0x0001_0003;

    public static VhdFooter Dynamic(long diskSize, Guid uniqueId, uint seconds) => Of(VhdDiskType.Dynamic, VhdFooter.Size, diskSize, uniqueId, seconds);

    public static VhdFooter Fixed(long diskSize, Guid uniqueId, uint seconds) => Of(VhdDiskType.Fixed, null, diskSize, uniqueId, seconds);

    // The geometry is computed and never taken from a source: vhd-util refuses one above that of the size, which qemu-img writes.
    private static VhdFooter Of(VhdDiskType type, long? headerOffset, long diskSize, Guid uniqueId, uint seconds) => new()
    {
        HeaderOffset = headerOffset,
        TimeStamp = seconds,
        Creator = Creator,
        CreatorVersion = CreatorVersion,
        CreatorHost = 0,
        OriginalSize = diskSize,
        CurrentSize = diskSize,
        Geometry = VhdGeometry.For(diskSize),
        DiskType = type,
        UniqueId = uniqueId,
    };
}
