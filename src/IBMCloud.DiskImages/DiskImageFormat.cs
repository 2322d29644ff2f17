namespace IBMCloud.DiskImages;

/// <summary>The form of a disk image, told from its content and never from its name.</summary>
public enum DiskImageFormat
{
    /// <summary>The disk's bytes as they are.</summary>
    Raw,

    /// <summary>VHD, disk type 2: the disk's bytes and a footer.</summary>
    VhdFixed,

    /// <summary>VHD, disk type 3: blocks that are there or not.</summary>
    VhdDynamic,

    /// <summary>VHD, disk type 4: only what differs from a parent.</summary>
    VhdDifferencing,

    /// <summary>A dynamic VHD whose sectors are encrypted as IBM's classic image import takes it.</summary>
    EncryptedVhd,

    /// <summary>qcow2, versions 2 and 3.</summary>
    Qcow2,

    /// <summary>qcow2 with LUKS inside, as VPC's image import takes it.</summary>
    EncryptedQcow2,

    /// <summary>A LUKS1 container.</summary>
    Luks1,

    /// <summary>A LUKS2 container.</summary>
    Luks2,
}
