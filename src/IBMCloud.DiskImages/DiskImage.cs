using IBMCloud.DiskImages.Luks;
using IBMCloud.DiskImages.Qcow2;
using IBMCloud.DiskImages.Vhd;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>Opens disk images as what the guest sees: random-access bytes. The format is told from the content, never from a file's name.</summary>
public static class DiskImage
{
    private const int SectorSize = 512;

    /// <summary>Tells the format of an image. Whatever has no sign of a known format is <see cref="DiskImageFormat.Raw"/>.</summary>
    /// <param name="file">The image file's bytes.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="DiskImageException">The file has the sign of a format but its metadata are damaged.</exception>
    public static async ValueTask<DiskImageFormat> DetectAsync(ImageSource file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var head = new byte[SectorSize];
        var length = await file.ReadAsync(0, head, cancellationToken).ConfigureAwait(false);

        // The end rules: a fixed VHD's first sector is the guest's, and may look like anything.
        if (await VhdFile.TryReadAsync(file, cancellationToken).ConfigureAwait(false) is { } vhd)
        {
            return await VhdFormat.OfAsync(file, vhd, cancellationToken).ConfigureAwait(false);
        }

        return ImageSignature.Of(head.AsSpan(0, length));
    }

    /// <summary>Reads what an image says about itself, without a key. What is wrong with it is part of the description.</summary>
    /// <param name="file">The image file's bytes. It stays the caller's.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ValueTask<DiskImageDescription> InspectAsync(ImageSource file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return DiskImageInspection.DescribeAsync(file, cancellationToken);
    }

    /// <summary>Opens an image as the guest's disk. The returned source owns <paramref name="file"/>; where opening fails, the caller still does.</summary>
    /// <param name="file">The image file's bytes.</param>
    /// <param name="options">Format and key, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="DiskImageException">The image is damaged, needs what is not there, or the key is missing or wrong.</exception>
    public static async ValueTask<ImageSource> OpenAsync(ImageSource file, DiskImageOpenOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var format = options?.Format ?? await DetectAsync(file, cancellationToken).ConfigureAwait(false);
        return format switch
        {
            DiskImageFormat.Raw => OpenRaw(file),
            DiskImageFormat.VhdFixed or DiskImageFormat.VhdDynamic or DiskImageFormat.VhdDifferencing or DiskImageFormat.EncryptedVhd =>
                await VhdFormat.OpenAsync(file, format, options?.Key, cancellationToken).ConfigureAwait(false),
            DiskImageFormat.Luks1 or DiskImageFormat.Luks2 => await LuksDisk.OpenAsync(file, options?.Key, cancellationToken).ConfigureAwait(false),
            DiskImageFormat.Qcow2 or DiskImageFormat.EncryptedQcow2 => await Qcow2Format.OpenAsync(file, format, options?.Key, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(options), format, "This is no known format."),
        };
    }

    /// <summary>Opens an image file as the guest's disk.</summary>
    /// <param name="path">The file; its name says nothing about its format.</param>
    /// <param name="options">Format and key, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="DiskImageException">The image is damaged, needs what is not there, or the key is missing or wrong.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static async ValueTask<ImageSource> OpenFileAsync(string path, DiskImageOpenOptions? options = null, CancellationToken cancellationToken = default)
    {
        var file = FileImageSource.Open(path);
        try
        {
            return await OpenAsync(file, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static ImageSource OpenRaw(ImageSource file)
    {
        if (file.Length == 0)
        {
            throw new DiskImageException(DiskImageError.InvalidImage, "The image is empty. Choose the file that holds the disk.");
        }

        if (file.Length % SectorSize != 0)
        {
            throw new DiskImageException(DiskImageError.InvalidImage,
                $"The raw image has {file.Length:N0} bytes, which is no whole number of 512-byte sectors: it was cut short, or it is no disk image. " +
                "Export or download it again.");
        }

        return file;
    }
}
