namespace IBMCloud.ObjectStorage;

/// <summary>What a HEAD says about an object.</summary>
/// <param name="Bucket">Bucket.</param>
/// <param name="Key">Key.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="ETag">Entity tag without quotes: it changes with the object.</param>
/// <param name="LastModified">When it was stored.</param>
/// <param name="VersionId">Its version where the bucket keeps versions, or <see langword="null"/>.</param>
public sealed record ObjectProperties(string Bucket, string Key, long Length, string ETag, DateTimeOffset? LastModified, string? VersionId);
