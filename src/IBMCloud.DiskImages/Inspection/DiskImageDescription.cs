using IBMCloud.Luks;

namespace IBMCloud.DiskImages;

/// <summary>What an image says about itself, without a key. None of it is secret; none of it is proved before the image is opened.</summary>
public sealed class DiskImageDescription
{
    /// <summary>The format; <see langword="null"/> where the file has a format's sign but is too damaged to tell which.</summary>
    public required DiskImageFormat? Format { get; init; }

    /// <summary>Length of the file in bytes.</summary>
    public required long FileLength { get; init; }

    /// <summary>Size of the disk in the file, in bytes; <see langword="null"/> where the file does not tell it.</summary>
    public long? DiskSize { get; init; }

    /// <summary>Whether a key is needed to read the disk.</summary>
    public bool IsEncrypted => Format is DiskImageFormat.EncryptedVhd or DiskImageFormat.EncryptedQcow2 or DiskImageFormat.Luks1 or DiskImageFormat.Luks2;

    /// <summary>What a VHD's footer and header say.</summary>
    public VhdDescription? Vhd { get; init; }

    /// <summary>What a qcow2 file's header says.</summary>
    public Qcow2Description? Qcow2 { get; init; }

    /// <summary>The header of a LUKS container, or of the one inside a qcow2 file.</summary>
    public LuksDescription? Luks { get; init; }

    /// <summary>Why the image would not open, a missing key aside; <see langword="null"/> where nothing is known to be wrong.</summary>
    public DiskImageException? Problem { get; init; }
}
