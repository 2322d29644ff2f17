using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight;

/// <summary>The image that rules look at: what could be opened of it, and why the rest could not.</summary>
internal sealed record PreflightSubject
{
    public required PreflightTarget Target { get; init; }

    public required PreflightOptions Options { get; init; }

    /// <summary>The file's length in bytes.</summary>
    public required long FileLength { get; init; }

    /// <summary>The file's format; null where its metadata are damaged.</summary>
    public DiskImageFormat? Format { get; init; }

    /// <summary>Why the disk could not be opened, or null.</summary>
    public DiskImageException? Refusal { get; init; }

    /// <summary>Size of the disk in bytes; null where it could not be opened.</summary>
    public long? DiskSize { get; init; }

    /// <summary>What is on the disk; null where it could not be opened.</summary>
    public GuestDisk? Guest { get; init; }

    public bool IsEncrypted => Format is DiskImageFormat.EncryptedVhd or DiskImageFormat.EncryptedQcow2 or DiskImageFormat.Luks1 or DiskImageFormat.Luks2;
}
