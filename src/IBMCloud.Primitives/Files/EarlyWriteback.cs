using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IBMCloud.Primitives;

/// <summary>
/// Asks the disk to begin with what was written while more is made. A system lets written pages wait for seconds, so that the flush at the end of a file of
/// some GiB would find nearly all of it to be written still.
/// </summary>
internal static partial class EarlyWriteback
{
    /// <summary>After so many bytes. Smaller requests make the disk's queue the writers' brake, larger ones leave more for the end.</summary>
    public const int Step = 8 << 20;
    private const uint Write = 2;

    /// <summary>Begins to write a range and does not wait. Only a hint: what fails here fails in the flush, where it is told.</summary>
    public static void Begin(SafeFileHandle file, long offset, long length)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SyncFileRange(file, offset, length, Write);
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
