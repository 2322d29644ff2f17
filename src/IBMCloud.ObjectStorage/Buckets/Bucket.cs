using IBMCloud.Core;

namespace IBMCloud.ObjectStorage;

/// <summary>A bucket. Name, location, class and root key are fixed when it is made.</summary>
/// <param name="Name">Name, unique over all customers.</param>
/// <param name="Location">Location and storage class.</param>
/// <param name="RootKey">CRN of the root key that encrypts the bucket (SSE-KP), or <see langword="null"/>.</param>
public sealed record Bucket(string Name, BucketLocation Location, Crn? RootKey);
