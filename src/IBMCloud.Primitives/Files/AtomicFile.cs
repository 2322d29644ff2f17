using Microsoft.Win32.SafeHandles;

namespace IBMCloud.Primitives;

/// <summary>
/// A file that appears whole or not at all: it is written under a temporary name in its own folder and renamed by <see cref="Commit"/>.
/// Disposed without that, nothing is left of it.
/// </summary>
/// <remarks>A symbolic link is followed: the file that it points to is replaced, the link stays.</remarks>
public sealed class AtomicFile : IDisposable
{
    private readonly string _temporary;
    private readonly bool _overwrite;
    private readonly long _length;
    private bool _committed;
    private bool _disposed;

    private AtomicFile(string path, string temporary, bool overwrite, long length, SafeFileHandle handle)
    {
        Path = path;
        _temporary = temporary;
        _overwrite = overwrite;
        _length = length;
        Handle = handle;
    }

    /// <summary>The name that the file will have: a full path.</summary>
    public string Path { get; }

    /// <summary>The file while it is written, for <see cref="RandomAccess"/>. Owned by this instance.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Creates the temporary file.</summary>
    /// <param name="path">The name that the file will have.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <param name="preallocate">Takes the space now, so that a full disk shows before work is done; false leaves a hole.</param>
    /// <exception cref="ImageFileException">The target exists, is no file, or the system refused.</exception>
    public static AtomicFile Create(string path, long length, bool overwrite = false, bool preallocate = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        path = System.IO.Path.GetFullPath(path);
        try
        {
            path = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            RefuseWhatIsNoFile(path);
            if (!overwrite && System.IO.Path.Exists(path))
            {
                throw Exists(path, null);
            }

            var temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!,
                $".{System.IO.Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
            var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None,
                preallocate && !MemoryFileSystem.HasRoom(temporary, length) ? length : 0);
            var file = new AtomicFile(path, temporary, overwrite, length, handle);
            try
            {
                RandomAccess.SetLength(handle, length);
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // RandomAccess.SetLength calls a length out of range that the file system, or the process's limit, does not allow.
            throw ImageFileException.From(error, path, length);
        }
    }

    /// <summary>Writes bytes at an offset. May be called by many threads for different ranges.</summary>
    /// <param name="offset">Where, in bytes.</param>
    /// <param name="bytes">What.</param>
    /// <exception cref="ImageFileException">The system could not write them.</exception>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(Handle, bytes, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ImageFileException.From(error, Path, _length);
        }
    }

    /// <summary>Gives the file its name. Before, with <paramref name="flush"/>, its bytes are forced to the device.</summary>
    /// <param name="flush">Whether the bytes must outlive a power failure.</param>
    /// <exception cref="ImageFileException">A file of that name appeared in the meantime, or the system refused.</exception>
    public void Commit(bool flush = true)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            if (flush)
            {
                RandomAccess.FlushToDisk(Handle);
            }

            Handle.Dispose();
            File.Move(_temporary, Path, _overwrite);
            _committed = true;
        }
        catch (IOException error) when (!_overwrite && System.IO.Path.Exists(Path))
        {
            throw Exists(Path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ImageFileException.From(error, Path, _length);
        }
    }

    /// <summary>Removes the temporary file unless it was committed.</summary>
    /// <exception cref="ImageFileException">It could not be removed.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Handle.Dispose();
        if (_committed)
        {
            return;
        }

        try
        {
            File.Delete(_temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(ImageFileError.LeftBehind, Path,
                $"Writing '{Path}' ended early and its temporary file '{_temporary}' could not be removed: {error.Message} Remove it by hand.", error);
        }
    }

    /// <summary>A rename over a device would put a file in its place.</summary>
    private static void RefuseWhatIsNoFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ImageFileException(ImageFileError.NotAFile, path, $"'{path}' is a folder. Name a file in it.");
        }

        if (!OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            throw new ImageFileException(ImageFileError.NotAFile, path, $"'{path}' is a device. Write to a file and copy it to the device.");
        }
    }

    private static ImageFileException Exists(string path, Exception? error) => new(ImageFileError.TargetExists, path,
        $"'{path}' exists already and was left alone. Choose another name, or ask for it to be overwritten.", error);
}
