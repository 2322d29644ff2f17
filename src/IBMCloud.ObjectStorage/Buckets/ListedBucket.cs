namespace IBMCloud.ObjectStorage;

/// <summary>A bucket in the list of an instance's buckets.</summary>
/// <param name="Name">Name.</param>
/// <param name="CreatedAt">When it was made, or <see langword="null"/> where the service does not say.</param>
/// <param name="Location">Location and class, or <see langword="null"/> where the server does not list them.</param>
public sealed record ListedBucket(string Name, DateTimeOffset? CreatedAt, BucketLocation? Location);
