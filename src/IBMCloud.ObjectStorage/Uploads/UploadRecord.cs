namespace IBMCloud.ObjectStorage;

/// <summary>
/// What a journal keeps of an unfinished upload, so that a later run, on this machine or another one, goes on with it. It holds no secret and serializes as it is;
/// parts may be appended to a log of their own and put together again with <c>record with { Parts = … }</c>.
/// </summary>
public sealed record UploadRecord
{
    /// <summary>Bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Key.</summary>
    public required string Key { get; init; }

    /// <summary>The service's id of the upload.</summary>
    public required string UploadId { get; init; }

    /// <summary>Bytes in a part, the last excepted. A resumed upload must cut in the same places.</summary>
    public required long PartSize { get; init; }

    /// <summary>Length of the source in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The caller's own digest of what tells one source from another, such as an encrypted image's header; a resume with another one is refused.</summary>
    public string? SourceDigest { get; init; }

    /// <summary>The parts stored so far, in any order.</summary>
    public IReadOnlyList<UploadedPart> Parts { get; init; } = [];

    /// <summary>The service's entity tags are no MD5 (documented for SSE-KP): its parts are then recognised by this record alone.</summary>
    internal bool HasOpaqueETags => Parts.Any(part => part.Md5 != part.ETag);
}
