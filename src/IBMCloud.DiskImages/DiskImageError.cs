namespace IBMCloud.DiskImages;

/// <summary>Why a disk image could not be read or written.</summary>
public enum DiskImageError
{
    /// <summary>The bytes are not what can be a disk: empty, or no whole number of 512-byte sectors.</summary>
    InvalidImage,

    /// <summary>The file was opened as a format that it does not have.</summary>
    WrongFormat,

    /// <summary>A checksum, an offset or a length in the image's metadata is wrong.</summary>
    Corrupt,

    /// <summary>The file ends before what its metadata promises.</summary>
    Truncated,

    /// <summary>The image is well-formed but uses something that cannot be read or written here.</summary>
    Unsupported,

    /// <summary>The image needs another file (a parent, a backing file, an external data file) that is not read here.</summary>
    NeedsParent,

    /// <summary>A size is above what the format or this reader allows.</summary>
    LimitExceeded,

    /// <summary>The image is encrypted and no key was given.</summary>
    KeyRequired,

    /// <summary>The key is not the one the image was encrypted with.</summary>
    WrongKey,

    /// <summary>The image is encrypted already, and was to be encrypted again.</summary>
    AlreadyEncrypted,

    /// <summary>The layout does not belong to this source, or was changed.</summary>
    LayoutMismatch,
}
