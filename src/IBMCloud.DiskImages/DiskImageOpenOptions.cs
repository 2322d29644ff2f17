using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>How <see cref="DiskImage.OpenAsync"/> opens an image.</summary>
public sealed class DiskImageOpenOptions
{
    /// <summary>
    /// The format to open the file as; <see langword="null"/> tells it from the content. Name it for images from people you do not trust:
    /// whoever writes a raw disk can write into it what makes it look like another format.
    /// </summary>
    public DiskImageFormat? Format { get; init; }

    /// <summary>
    /// What decrypts the image: for <see cref="DiskImageFormat.EncryptedVhd"/> the key's 32 or 64 raw bytes, for LUKS the passphrase.
    /// Needed while opening only; the caller keeps and disposes it.
    /// </summary>
    public SecretBytes? Key { get; init; }
}
