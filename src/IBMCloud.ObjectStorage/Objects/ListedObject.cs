namespace IBMCloud.ObjectStorage;

/// <summary>An object in a bucket's list.</summary>
/// <param name="Key">Key.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="ETag">Entity tag without quotes.</param>
/// <param name="LastModified">When it was stored.</param>
public sealed record ListedObject(string Key, long Length, string ETag, DateTimeOffset? LastModified);
