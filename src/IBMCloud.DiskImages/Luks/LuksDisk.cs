using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Luks;

/// <summary>Opens LUKS containers as disks, with this package's exceptions.</summary>
internal static class LuksDisk
{
    public static async ValueTask<ImageSource> OpenAsync(ImageSource file, SecretBytes? passphrase, CancellationToken cancellationToken)
    {
        var container = await OpenContainerAsync(file, passphrase, cancellationToken).ConfigureAwait(false);
        return new OwningImageSource(container, container, file);
    }

    /// <summary>Opens a container, which stays the caller's.</summary>
    public static async ValueTask<LuksContainer> OpenContainerAsync(ImageSource container, SecretBytes? passphrase, CancellationToken cancellationToken)
    {
        if (passphrase is null)
        {
            throw new DiskImageException(DiskImageError.KeyRequired,
                "The image is encrypted with LUKS. Give the passphrase: in the documented flow the base64 text of the data encryption key, without a line break.");
        }

        try
        {
            return await LuksContainer.OpenAsync(container, passphrase, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (LuksException e)
        {
            throw Translate(e);
        }
    }

    /// <summary>The same failure as this package says it.</summary>
    public static DiskImageException Translate(LuksException failure) => new(ReasonOf(failure.Reason), failure.Message, failure);

    private static DiskImageError ReasonOf(LuksError reason) => reason switch
    {
        LuksError.NotLuks => DiskImageError.WrongFormat,
        LuksError.WrongPassphrase => DiskImageError.WrongKey,
        LuksError.Unsupported => DiskImageError.Unsupported,
        LuksError.LimitExceeded => DiskImageError.LimitExceeded,
        LuksError.Truncated => DiskImageError.Truncated,
        LuksError.LayoutMismatch => DiskImageError.LayoutMismatch,
        _ => DiskImageError.Corrupt,
    };
}
