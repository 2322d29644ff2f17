using System.IO.Compression;
using IBMCloud.DiskImages.Ext;
using ZstdSharp;

namespace IBMCloud.DiskImages.Preflight.Initramfs;

/// <summary>
/// The names of the files in an initramfs: cpio archives one after the other, those of microcode plain, the last one mostly compressed.
/// gzip and zstd are read; xz, lz4, lzo, bzip2 and lzma are not.
/// </summary>
internal static class InitramfsListing
{
    private const int MostPadding = 1 << 20;

    /// <summary>
    /// Goes through the names until <paramref name="isEnough"/> says so. False where the rest is compressed in a way that is not read here, or where
    /// it ends in anything else.
    /// </summary>
    public static async ValueTask<bool> VisitAsync(ExtFile file, Func<string, bool> isEnough, CancellationToken cancellationToken)
    {
        long at = 0;
        var magic = new byte[8];
        while (at < file.Length)
        {
            await file.ReadAsync(at, magic, cancellationToken).ConfigureAwait(false);
            var stream = new ExtFileStream(file, at);
            if (CpioReader.IsMagic(magic))
            {
                var reader = new CpioReader(stream);
                if (await VisitArchiveAsync(reader, isEnough, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }

                at = await SkipZerosAsync(file, at + reader.Position, cancellationToken).ConfigureAwait(false);
                continue;
            }

            using Stream? unpacked = magic.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? new GZipStream(stream, CompressionMode.Decompress)
                : magic.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? new DecompressionStream(stream)
                : null;
            if (unpacked is null)
            {
                return false;
            }

            await VisitArchiveAsync(new CpioReader(unpacked), isEnough, cancellationToken).ConfigureAwait(false);
            return true;
        }

        return true;
    }

    private static async ValueTask<bool> VisitArchiveAsync(CpioReader reader, Func<string, bool> isEnough, CancellationToken cancellationToken)
    {
        try
        {
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } name)
            {
                if (isEnough(name))
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw new DiskImageException(DiskImageError.Corrupt, "The initramfs cannot be unpacked. Make it anew on the server that the image comes from.", e);
        }
    }

    // Archives are padded with zeros, by no fixed unit.
    private static async ValueTask<long> SkipZerosAsync(ExtFile file, long at, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        for (var limit = at + MostPadding; at < limit; at += buffer.Length)
        {
            var read = await file.ReadAsync(at, buffer, cancellationToken).ConfigureAwait(false);
            var data = buffer.AsSpan(0, read).IndexOfAnyExcept((byte)0);
            if (data >= 0 || read < buffer.Length)
            {
                return at + (data >= 0 ? data : read);
            }
        }

        return at;
    }
}
