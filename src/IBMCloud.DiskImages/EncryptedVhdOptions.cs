namespace IBMCloud.DiskImages;

/// <summary>How <see cref="EncryptedVhdImage.PrepareAsync"/> lays an encrypted VHD out.</summary>
public sealed class EncryptedVhdOptions : VhdOptions
{
    /// <summary>
    /// Takes the source even where it looks like an image file or an encrypted container instead of a disk. Off by default: encrypting twice gives
    /// a server that cannot start.
    /// </summary>
    public bool AllowEncryptedInput { get; init; }
}
