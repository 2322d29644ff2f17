namespace IBMCloud.DiskImages;

/// <summary>How <see cref="EncryptedVhdImage.PrepareAsync"/> lays an encrypted VHD out.</summary>
public sealed class EncryptedVhdOptions
{
    /// <summary>The VHD's unique id; <see langword="null"/> draws one.</summary>
    public Guid? UniqueId { get; init; }

    /// <summary>The VHD's time stamp, cut to seconds; <see langword="null"/> takes the present. The format begins at 2000-01-01 and ends in 2136.</summary>
    public DateTimeOffset? TimeStamp { get; init; }

    /// <summary>
    /// Reads the whole source once to leave out blocks of zeros that the source does not know as holes. It makes the file smaller; without it only
    /// what the source's extents leave out is left out, and nothing is read.
    /// </summary>
    public bool ScanForZeroBlocks { get; init; }

    /// <summary>
    /// Takes the source even where it looks like an image file or an encrypted container instead of a disk. Off by default: encrypting twice gives
    /// a server that cannot start.
    /// </summary>
    public bool AllowEncryptedInput { get; init; }

    /// <summary>Where the present comes from.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
