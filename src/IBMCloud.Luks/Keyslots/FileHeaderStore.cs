using IBMCloud.Primitives;
using Microsoft.Win32.SafeHandles;

namespace IBMCloud.Luks;

/// <summary>A container, a detached header or a block device, opened for this writer alone.</summary>
internal sealed class FileHeaderStore : HeaderStore
{
    private readonly SafeFileHandle _file;

    private FileHeaderStore(SafeFileHandle file, long length)
    {
        _file = file;
        Source = new OpenFile(file, length);
    }

    public override ImageSource Source { get; }

    public override bool ChangesAtOnce => false;

    public static FileHeaderStore Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new FileHeaderStore(file, DeviceLength.Of(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override async ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        // A header never grows its file: that would shift nothing, but hide that the file was cut short.
        if (offset + bytes.Length > Source.Length)
        {
            throw new LuksException(LuksError.Truncated, $"The file has {Source.Length:N0} bytes and ends inside its header area (byte {offset + bytes.Length:N0}). Get the whole file again.");
        }

        await RandomAccess.WriteAsync(_file, bytes, offset, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Run(() => RandomAccess.FlushToDisk(_file), cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose() => _file.Dispose();

    private sealed class OpenFile(SafeFileHandle file, long length) : ImageSource
    {
        public override long Length => length;

        protected override void ReadExactly(long offset, Span<byte> destination)
        {
            while (!destination.IsEmpty)
            {
                var read = RandomAccess.Read(file, destination, offset);
                Advance(read, ref offset);
                destination = destination[read..];
            }
        }

        protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            while (!destination.IsEmpty)
            {
                var read = await RandomAccess.ReadAsync(file, destination, offset, cancellationToken).ConfigureAwait(false);
                Advance(read, ref offset);
                destination = destination[read..];
            }
        }

        private void Advance(int read, ref long offset)
        {
            if (read == 0)
            {
                throw new EndOfStreamException($"The file ended at byte {offset:N0}, before its own length of {length:N0}.");
            }

            offset += read;
        }
    }
}
