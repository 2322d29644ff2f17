namespace IBMCloud.DiskImages.FileSystems;

/// <summary>What a partition holds, by its superblock.</summary>
internal enum FileSystemKind
{
    /// <summary>Nothing that is known here.</summary>
    Unknown,

    /// <summary>ext2, ext3 or ext4.</summary>
    Ext,

    /// <summary>XFS.</summary>
    Xfs,

    /// <summary>Btrfs.</summary>
    Btrfs,

    /// <summary>NTFS.</summary>
    Ntfs,

    /// <summary>FAT12, FAT16 or FAT32.</summary>
    Fat,

    /// <summary>Swap space of Linux.</summary>
    Swap,

    /// <summary>A physical volume of LVM.</summary>
    LvmPhysicalVolume,

    /// <summary>A member of a software RAID of Linux.</summary>
    LinuxRaid,

    /// <summary>A LUKS container.</summary>
    Luks,
}
