using Microsoft.Win32.SafeHandles;

namespace IBMCloud.Primitives;

/// <summary>A file's bytes, as they are, as an image source.</summary>
public sealed class FileImageSource : ImageSource
{
    private readonly SafeFileHandle _file;
    private readonly string _path;

    private FileImageSource(SafeFileHandle file, string path, long length)
    {
        _file = file;
        _path = path;
        Length = length;
    }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>Opens a file or block device for reading. Others may read it at the same time; on Windows nobody may write it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileImageSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
        try
        {
            return new FileImageSource(file, path, DeviceLength.Of(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(_file, destination, offset);
            ThrowIfCut(read, offset);
            offset += read;
            destination = destination[read..];
        }

        ThrowIfGrown(offset);
    }

    /// <inheritdoc/>
    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (destination.Length > 0)
        {
            var read = await RandomAccess.ReadAsync(_file, destination, offset, cancellationToken).ConfigureAwait(false);
            ThrowIfCut(read, offset);
            offset += read;
            destination = destination[read..];
        }

        ThrowIfGrown(offset);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file.Dispose();

    /// <summary>A file that grows while it is read would be taken without its end: looked at where a read reaches the end. A device's length is 0 to the file system.</summary>
    private void ThrowIfGrown(long end)
    {
        if (end == Length && RandomAccess.GetLength(_file) is var now && now > Length)
        {
            throw new IOException(
                $"'{_path}' was {Length:N0} bytes long when it was opened and has {now:N0} now: it grew while being read. Stop what writes to it and start again.");
        }
    }

    private void ThrowIfCut(int read, long offset)
    {
        if (read == 0)
        {
            throw new EndOfStreamException(
                $"'{_path}' ended at byte {offset:N0} although it was {Length:N0} bytes long when it was opened: it was cut short while being read. " +
                "Stop what writes to it and start again.");
        }
    }
}
