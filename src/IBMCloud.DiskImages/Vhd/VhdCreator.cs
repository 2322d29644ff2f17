namespace IBMCloud.DiskImages.Vhd;

/// <summary>The footer's creator application: four ASCII characters, here as the big-endian number they make.</summary>
internal static class VhdCreator
{
    public const uint VirtualPc = 0x7670_6320; // "vpc "
    public const uint Qemu = 0x7165_6D75; // "qemu": qemu-img without force_size
    public const uint QemuForcedSize = 0x7165_6D32; // "qem2"
    public const uint VhdUtil = 0x7461_7000; // "tap\0"

    /// <summary>
    /// True where this creator states the guest's size by the geometry. Virtual PC and qemu do; Hyper-V, disk2vhd, XenServer, Azure, VirtualBox
    /// and all later ones mean the current size. An unknown creator counts as later: the geometry rounds down, and would cut off the disk's end.
    /// </summary>
    public static bool MeansGeometry(uint creator) => creator is VirtualPc or Qemu;
}
