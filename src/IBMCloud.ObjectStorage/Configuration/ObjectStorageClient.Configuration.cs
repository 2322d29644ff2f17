namespace IBMCloud.ObjectStorage;

public sealed partial class ObjectStorageClient
{
    /// <summary>What keeps objects of a bucket from being deleted or overwritten: versions, a retention policy, Object Lock.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<BucketProtection> GetBucketProtectionAsync(string bucket, CancellationToken cancellationToken = default) =>
        _configuration.ReadProtectionAsync(BucketName.Check(bucket), cancellationToken);

    /// <summary>
    /// Sees to a lifecycle rule that ends uploads which nobody finished, since the service itself keeps and bills them for ever. Other rules stay as they are. A
    /// resume after that time starts anew.
    /// </summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="days">Days after which an unfinished upload is ended, at least 1.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether a rule was added; false where one that is as strict was there.</returns>
    public Task<bool> EnsureUnfinishedUploadsExpireAsync(string bucket, int days = 7, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return _configuration.EnsureUploadsExpireAsync(BucketName.Check(bucket), days, cancellationToken);
    }
}
