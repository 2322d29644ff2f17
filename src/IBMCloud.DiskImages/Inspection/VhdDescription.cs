namespace IBMCloud.DiskImages;

/// <summary>What a VHD's footer and dynamic header say.</summary>
public sealed record VhdDescription
{
    /// <summary>The program that wrote it: four characters, such as <c>win </c>, <c>qem2</c>, <c>tap</c>.</summary>
    public required string CreatorApplication { get; init; }

    /// <summary>That program's version, major and minor in 16 bits each.</summary>
    public required uint CreatorVersion { get; init; }

    /// <summary>The system it ran on, such as <c>Wi2k</c>; empty where it says none.</summary>
    public required string CreatorHost { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset TimeStamp { get; init; }

    /// <summary>Its unique id.</summary>
    public required Guid UniqueId { get; init; }

    /// <summary>Size in bytes when it was made.</summary>
    public required long OriginalSize { get; init; }

    /// <summary>Size in bytes now. The guest's size is this or the geometry's, depending on the creator.</summary>
    public required long CurrentSize { get; init; }

    /// <summary>Cylinders of the geometry.</summary>
    public required int Cylinders { get; init; }

    /// <summary>Heads of the geometry.</summary>
    public required int Heads { get; init; }

    /// <summary>Sectors per track of the geometry.</summary>
    public required int SectorsPerTrack { get; init; }

    /// <summary>True where the footer at the end of the file is damaged or missing and another copy was taken.</summary>
    public required bool FooterRecovered { get; init; }

    /// <summary>Bytes of a block; <see langword="null"/> for a fixed VHD.</summary>
    public long? BlockSize { get; init; }

    /// <summary>Entries of the block table; <see langword="null"/> for a fixed VHD.</summary>
    public long? BlockCount { get; init; }

    /// <summary>Blocks that are there; <see langword="null"/> for a fixed VHD and where the table is damaged.</summary>
    public long? AllocatedBlocks { get; init; }

    /// <summary>Name of the file that a differencing VHD stands on.</summary>
    public string? ParentName { get; init; }

    /// <summary>SHA-256(nonce ‖ key) in hexadecimal, which <c>vhd-util key -p</c> prints; <see langword="null"/> where the VHD is not encrypted.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>The nonce in hexadecimal: zeros, as vhd-util has it.</summary>
    public string? KeyNonce { get; init; }
}
