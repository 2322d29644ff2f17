namespace IBMCloud.DiskImages;

/// <summary>What a VHD that is written carries besides the disk.</summary>
public class VhdOptions
{
    /// <summary>The VHD's unique id; <see langword="null"/> draws one.</summary>
    public Guid? UniqueId { get; init; }

    /// <summary>The VHD's time stamp, cut to seconds; <see langword="null"/> takes the present. The format begins at 2000-01-01 and ends in 2136.</summary>
    public DateTimeOffset? TimeStamp { get; init; }

    /// <summary>
    /// Reads the whole source once to leave out blocks of zeros that the source does not know as holes. It makes a dynamic VHD smaller; without it only
    /// what the source's extents leave out is left out, and nothing is read.
    /// </summary>
    public bool ScanForZeroBlocks { get; init; }

    /// <summary>Where the present comes from.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal Guid NewId => UniqueId ?? Guid.NewGuid();

    internal uint Seconds => Vhd.VhdTime.ToSeconds(TimeStamp ?? TimeProvider.GetUtcNow());
}
