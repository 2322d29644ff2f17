using System.Collections.Frozen;

namespace IBMCloud.Emulator.Access;

/// <summary>Object Storage's roles and actions (spec iam-keyprotect §3, §7).</summary>
internal static class ObjectStorageRoles
{
    public const string ListBuckets = "cloud-object-storage.account.get_account_buckets";
    public const string CreateBucket = "cloud-object-storage.bucket.put_bucket";
    public const string DeleteBucket = "cloud-object-storage.bucket.delete_bucket";
    public const string ReadBucket = "cloud-object-storage.bucket.get";
    public const string ConfigureBucket = "cloud-object-storage.bucket.put_configuration";
    public const string ConfigureLifecycle = "cloud-object-storage.bucket.put_lifecycle";
    public const string ReadObject = "cloud-object-storage.object.get";
    public const string WriteObject = "cloud-object-storage.object.put";
    public const string DeleteObject = "cloud-object-storage.object.delete";

    public static FrozenDictionary<string, string[]> Actions { get; } = new Dictionary<string, string[]>
    {
        ["ObjectReader"] = [ReadObject],
        ["ObjectWriter"] = [WriteObject],
        ["ContentReader"] = [ListBuckets, ReadBucket, ReadObject],
        ["Reader"] = [ListBuckets, ReadBucket, ReadObject],
        ["Writer"] = [ListBuckets, ReadBucket, ReadObject, WriteObject, DeleteObject, CreateBucket, DeleteBucket, ConfigureLifecycle],
        ["Manager"] = [ListBuckets, ReadBucket, ReadObject, WriteObject, DeleteObject, CreateBucket, DeleteBucket, ConfigureLifecycle, ConfigureBucket],
    }.ToFrozenDictionary();
}
