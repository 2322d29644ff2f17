namespace IBMCloud.ObjectStorage;

/// <summary>What keeps objects of a bucket from being deleted or overwritten. Look before two terabytes become undeletable.</summary>
/// <param name="KeepsVersions">An overwrite or a deletion keeps the old version, which is billed on; deleting it needs its version id.</param>
/// <param name="RetentionDays">Days for which the bucket's retention policy protects a new object, or <see langword="null"/> where it has none.</param>
/// <param name="HasObjectLock">Object Lock is on: objects may be locked by themselves, or by the bucket's default.</param>
public sealed record BucketProtection(bool KeepsVersions, int? RetentionDays, bool HasObjectLock)
{
    /// <summary>A new object may be impossible to delete or overwrite for some time.</summary>
    public bool MayHoldObjects => RetentionDays is not null || HasObjectLock;
}
