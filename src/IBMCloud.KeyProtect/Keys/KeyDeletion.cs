namespace IBMCloud.KeyProtect;

/// <summary>How far a deletion goes. Whatever the key wraps, images, disks and buckets, cannot be opened any more. There is no default on purpose.</summary>
public enum KeyDeletion
{
    /// <summary>Only where no resource is registered with the key. Encrypted images may be none that register: know what the key wraps.</summary>
    UnlessRegistered = 1,

    /// <summary>Also where resources are registered with the key: their data becomes unreadable.</summary>
    EvenIfRegistered = 2,
}
