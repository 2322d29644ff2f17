namespace IBMCloud.Primitives;

/// <summary>An image could not be written to a file. Nothing is left of the attempt unless <see cref="Reason"/> says so.</summary>
public sealed class ImageFileException : IbmCloudE2EException
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int FileTooLarge = 27;
    private const int ReadOnlyFileSystem = 30;
    private const int None = unchecked((int)0x80131620);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    internal ImageFileException(ImageFileError reason, string path, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        Path = path;
    }

    /// <summary>Why.</summary>
    public ImageFileError Reason { get; }

    /// <summary>The file that was to be written.</summary>
    public string Path { get; }

    /// <summary>Gives the system's error a reason and a remedy.</summary>
    /// <remarks>
    /// On Unix an exception's HResult is the error's number; only the one for "no room to preallocate" comes with none.
    /// </remarks>
    internal static ImageFileException From(Exception error, string path, long length) => error switch
    {
        UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem } => new(ImageFileError.AccessDenied, path,
            $"'{path}' cannot be written: access to it or to its folder was refused. Choose a folder that you may write, or change its permissions.", error),
        DirectoryNotFoundException => new(ImageFileError.FolderMissing, path,
            $"'{path}' cannot be written: its folder does not exist. Create the folder first.", error),
        { HResult: NoSpace or QuotaExceeded or None or WindowsDiskFull or WindowsHandleDiskFull } => new(ImageFileError.DiskFull, path,
            $"'{path}' cannot be written: the disk or your quota on it is full. Free {length:N0} bytes or choose another disk.", error),
        ArgumentOutOfRangeException or { HResult: FileTooLarge } => new(ImageFileError.DiskFull, path,
            $"'{path}' cannot be written: its file system, or the limit for this process, does not allow a file of {length:N0} bytes. Choose another file system, or raise the limit.", error),
        _ => new(ImageFileError.WriteFailed, path, $"'{path}' could not be written: {error.Message} Check the disk and start again.", error),
    };
}
