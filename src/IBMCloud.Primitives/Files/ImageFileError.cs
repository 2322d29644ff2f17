namespace IBMCloud.Primitives;

/// <summary>Why an image could not be written to a file.</summary>
public enum ImageFileError
{
    /// <summary>The target exists and overwriting it was not asked for.</summary>
    TargetExists,

    /// <summary>The target is a folder or a device, not a file.</summary>
    NotAFile,

    /// <summary>The target's folder does not exist.</summary>
    FolderMissing,

    /// <summary>The folder or the file may not be written.</summary>
    AccessDenied,

    /// <summary>The disk or the quota is full, or the file system cannot hold so large a file.</summary>
    DiskFull,

    /// <summary>The device or the file system failed.</summary>
    WriteFailed,

    /// <summary>The write ended early and its temporary file could not be removed: it has to be removed by hand.</summary>
    LeftBehind,
}
