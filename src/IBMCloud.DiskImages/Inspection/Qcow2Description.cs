namespace IBMCloud.DiskImages;

/// <summary>What a qcow2 file's header says.</summary>
public sealed record Qcow2Description
{
    /// <summary>Version: 2 or 3.</summary>
    public required int Version { get; init; }

    /// <summary>Bytes of a cluster.</summary>
    public required long ClusterSize { get; init; }

    /// <summary>How clusters are compressed, where any is: <c>deflate</c>, <c>zstd</c>, or the number of a method that is not known.</summary>
    public required string Compression { get; init; }

    /// <summary>How data are encrypted: <c>none</c>, <c>aes</c> (the old method, not supported), <c>luks</c>, or the number of a method that is not known.</summary>
    public required string Encryption { get; init; }

    /// <summary>Whether the file holds only what differs from another one.</summary>
    public required bool HasBackingFile { get; init; }

    /// <summary>Whether the data lie in another file.</summary>
    public required bool HasExternalData { get; init; }

    /// <summary>Whether its counts of references have to be made anew before it is written again; reading is safe.</summary>
    public required bool IsDirty { get; init; }

    /// <summary>Whether the program that wrote it found it corrupt.</summary>
    public required bool IsCorrupt { get; init; }
}
