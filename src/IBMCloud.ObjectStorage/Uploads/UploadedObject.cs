namespace IBMCloud.ObjectStorage;

/// <summary>A finished upload. The entity tag was compared with the one computed here.</summary>
/// <param name="Bucket">Bucket.</param>
/// <param name="Key">Key.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="ETag">Entity tag without quotes.</param>
/// <param name="VersionId">Version where the bucket keeps versions, or <see langword="null"/>.</param>
/// <param name="PartsSent">Parts that this run sent.</param>
/// <param name="PartsKept">Parts that the service had already.</param>
public sealed record UploadedObject(string Bucket, string Key, long Length, string ETag, string? VersionId, int PartsSent, int PartsKept);
