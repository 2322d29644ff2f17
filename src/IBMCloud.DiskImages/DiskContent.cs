using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>Checks that what is to be written as a disk is a disk.</summary>
internal static class DiskContent
{
    private const int SectorSize = 512;

    /// <summary>Refuses an empty source, one that is no whole number of sectors, an image file that was not opened, and an encrypted container.</summary>
    public static async ValueTask CheckAsync(ImageSource source, bool allowAnyContent, CancellationToken cancellationToken)
    {
        CheckSize(source);
        if (allowAnyContent)
        {
            return;
        }

        switch (await DiskImage.DetectAsync(source, cancellationToken).ConfigureAwait(false))
        {
            case DiskImageFormat.Raw:
                return;
            case DiskImageFormat.EncryptedVhd or DiskImageFormat.EncryptedQcow2 or DiskImageFormat.Luks1 or DiskImageFormat.Luks2:
                throw new DiskImageException(DiskImageError.AlreadyEncrypted,
                    "The source is encrypted already; encrypted twice, no server could start from it. Open it with its key first, or use it as it is.");
            case var format:
                throw new DiskImageException(DiskImageError.InvalidImage,
                    $"The source is an image file ({format}) and not the disk in it. Open it with DiskImage.OpenAsync and pass what that returns.");
        }
    }

    /// <summary>Refuses an empty source, and one that is no whole number of sectors.</summary>
    public static void CheckSize(ImageSource source)
    {
        if (source.Length == 0 || source.Length % SectorSize != 0)
        {
            throw new DiskImageException(DiskImageError.InvalidImage,
                $"The source has {source.Length:N0} bytes; a disk is a whole number of 512-byte sectors above zero. Check that the image is complete.");
        }
    }
}
