namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>An object as it was stored: it never changes, an overwrite stores another one.</summary>
internal sealed record StoredObject
{
    public required ObjectContent Content { get; init; }

    /// <summary>Without quotes: MD5 of a single upload, MD5 of the parts' MD5s with their count for a multipart one.</summary>
    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required ObjectHeaders Headers { get; init; }
}
