namespace IBMCloud.Primitives;

/// <summary>
/// Files in memory need no place taken ahead: nothing can be fragmented there, and the pages that one thread would take first are what the workers then
/// share. Whether there is room can be asked instead.
/// </summary>
internal static class MemoryFileSystem
{
    /// <summary>Whether the file is on a file system in memory that has room for it.</summary>
    /// <param name="path">A file in a folder that exists.</param>
    /// <param name="length">Its bytes.</param>
    public static bool HasRoom(string path, long length)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            var drive = new DriveInfo(Path.GetDirectoryName(path)!);
            return drive.DriveFormat is "tmpfs" or "ramfs" && drive.AvailableFreeSpace >= length;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is wrong with the folder, creating the file says better.
            return false;
        }
    }
}
