using System.Buffers.Binary;
using IBMCloud.DiskImages.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>
/// LUKS in qcow2: the header lies where an extension points, and a cluster's data are encrypted in 512-byte sectors numbered by where they lie in
/// the file. So the whole file is the payload of a LUKS container whose header lies elsewhere.
/// </summary>
internal static class Qcow2Luks
{
    public const uint HeaderPointer = 0x0537_BE77;
    private const int MaxHeaderLength = 64 << 20;
    private const int PayloadSectorOffset = 104;
    private const int LuksHeaderLength = 592;

    /// <summary>The file with every sector decrypted: only where data lie does it mean something.</summary>
    public static async ValueTask<ImageSource> DecryptAsync(
        ImageSource file, Qcow2Header header, ReadOnlyMemory<byte> start, SecretBytes? passphrase, CancellationToken cancellationToken)
    {
        var container = await OpenHeaderAsync(file, header, start, cancellationToken).ConfigureAwait(false);
        return await LuksDisk.OpenContainerAsync(container, passphrase, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The LUKS header, and as its payload the whole file.</summary>
    public static async ValueTask<ImageSource> OpenHeaderAsync(ImageSource file, Qcow2Header header, ReadOnlyMemory<byte> start, CancellationToken cancellationToken)
    {
        var (offset, length) = FindHeader(header, start.Span, file.Length);
        var luks = new byte[LuksHeaderLength];
        await file.ReadAsync(offset, luks, cancellationToken).ConfigureAwait(false);
        if (ImageSignature.Of(luks) != DiskImageFormat.Luks1)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                "The qcow2 file says that it is encrypted, but there is no LUKS header of version 1 in it. Export or download the image again.");
        }

        var payload = (long)BinaryPrimitives.ReadUInt32BigEndian(luks.AsSpan(PayloadSectorOffset)) * 512;
        return new DetachedPayload(file, offset, length, payload);
    }

    private static (long Offset, long Length) FindHeader(Qcow2Header header, ReadOnlySpan<byte> start, long fileLength)
    {
        for (var at = (int)header.Length; at <= start.Length - 8;)
        {
            var type = BinaryPrimitives.ReadUInt32BigEndian(start[at..]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(start[(at + 4)..]);
            if (type == 0 || length > start.Length - at - 8)
            {
                break;
            }

            if (type == HeaderPointer && length == 16)
            {
                return Check(BinaryPrimitives.ReadUInt64BigEndian(start[(at + 8)..]), BinaryPrimitives.ReadUInt64BigEndian(start[(at + 16)..]), header, fileLength);
            }

            at += 8 + ((int)length + 7) / 8 * 8;
        }

        throw new DiskImageException(DiskImageError.Corrupt,
            "The qcow2 file says that it is encrypted but does not say where its LUKS header lies. Export or download the image again.");
    }

    private static (long Offset, long Length) Check(ulong offset, ulong length, Qcow2Header header, long fileLength)
    {
        if (length is < LuksHeaderLength or > MaxHeaderLength || offset == 0 || offset % (ulong)header.ClusterSize != 0)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                $"The qcow2 file's pointer to its LUKS header cannot be: offset {offset:N0}, {length:N0} bytes. Export or download the image again.");
        }

        if (offset > (ulong)fileLength || (ulong)fileLength - offset < length)
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"The qcow2 file ends at byte {fileLength:N0}, before its LUKS header does: it was cut short. Export or download the image again.");
        }

        return ((long)offset, (long)length);
    }
}
