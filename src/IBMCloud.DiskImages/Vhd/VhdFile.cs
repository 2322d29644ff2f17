using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>A VHD's footer and, where it has one, its dynamic header, found and checked: everything up to the block table.</summary>
internal sealed record VhdFile(VhdFooter Footer, long FooterOffset, bool IsRecovered, VhdDynamicHeader? Header)
{
    private const int ShortFooterSize = 511;

    /// <summary>
    /// Reads footer and header. The last sector rules; where it holds no good footer, the copy at offset 0 does, or a footer of 511 bytes
    /// as some old writers left it. Null where the file has no sign of a VHD at all.
    /// </summary>
    public static async ValueTask<VhdFile?> TryReadAsync(ImageSource file, CancellationToken cancellationToken)
    {
        if (file.Length < ShortFooterSize)
        {
            return null;
        }

        var tail = new byte[VhdFooter.Size + ShortFooterSize];
        var tailLength = (int)Math.Min(file.Length, VhdFooter.Size);
        await file.ReadAsync(file.Length - tailLength, tail.AsMemory(0, tailLength), cancellationToken).ConfigureAwait(false);
        var head = new byte[VhdFooter.Size];
        await file.ReadAsync(0, head, cancellationToken).ConfigureAwait(false);
        var cookieSeen = VhdFooter.HasCookie(tail) || VhdFooter.HasCookie(head) || VhdFooter.HasCookie(tail.AsSpan(1));
        var (footer, offset, recovered) = Choose(tail, head, file.Length);
        if (footer is null)
        {
            return cookieSeen
                ? throw new DiskImageException(DiskImageError.Corrupt,
                    "The file has a VHD footer whose checksum does not match, and no good copy of it. Export or download the image again.")
                : null;
        }

        return new VhdFile(footer, offset, recovered, await ReadHeaderAsync(file, footer, cancellationToken).ConfigureAwait(false));
    }

    private static (VhdFooter? Footer, long Offset, bool Recovered) Choose(ReadOnlySpan<byte> tail, ReadOnlySpan<byte> head, long length)
    {
        if (length >= VhdFooter.Size && VhdFooter.TryRead(tail[..VhdFooter.Size]) is { } footer)
        {
            return (footer, length - VhdFooter.Size, false);
        }

        // The missing byte is reserved, so zero; the padding after the 511 bytes stands for it.
        if (length >= VhdFooter.Size && VhdFooter.TryRead(tail.Slice(1, VhdFooter.Size)) is { } shortFooter)
        {
            return (shortFooter, length - ShortFooterSize, true);
        }

        // Only a dynamic file has a copy: a fixed disk's first sector is the guest's.
        return VhdFooter.TryRead(head) is { DiskType: not VhdDiskType.Fixed } copy ? (copy, length, true) : (null, 0, false);
    }

    private static async ValueTask<VhdDynamicHeader?> ReadHeaderAsync(ImageSource file, VhdFooter footer, CancellationToken cancellationToken)
    {
        if (footer.DiskType == VhdDiskType.Fixed)
        {
            return null;
        }

        if (footer.DiskType is not (VhdDiskType.Dynamic or VhdDiskType.Differencing))
        {
            throw new DiskImageException(DiskImageError.Unsupported,
                $"The VHD's disk type is {(uint)footer.DiskType}; known are 2 (fixed), 3 (dynamic) and 4 (differencing). Convert it to a dynamic VHD first.");
        }

        if (footer.HeaderOffset is not { } offset || offset > file.Length - VhdDynamicHeader.Size)
        {
            throw new DiskImageException(DiskImageError.Truncated,
                $"The VHD ends at byte {file.Length:N0}, before its dynamic header: it was cut short. Export or download the image again.");
        }

        var bytes = new byte[VhdDynamicHeader.Size];
        await file.ReadAsync(offset, bytes, cancellationToken).ConfigureAwait(false);
        return VhdDynamicHeader.TryRead(bytes) ?? throw new DiskImageException(DiskImageError.Corrupt,
            $"The VHD's dynamic header at byte {offset:N0} is damaged: its cookie or checksum does not match. Export or download the image again.");
    }
}
