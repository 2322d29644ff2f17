using System.IO.Pipelines;
using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Tests.Documentation;

/// <summary>The samples of docs/object-storage.md: each region is one block there, word for word, and is run by <see cref="ObjectStoragePageTests"/>.</summary>
internal static class ObjectStorageSamples
{
    public static async Task<bool> ConnectAsync(SecretString apiKey, IbmCloudClientOptions options, string bucketName)
    {
        #region connect
        using var credential = new ApiKeyCredential(apiKey, options);
        using var storage = new ObjectStorageClient(credential, IbmRegion.UsSouth, options);
        #endregion
        return await storage.FindBucketAsync(bucketName) is not null;
    }

    public static async Task<string> BucketAsync(ObjectStorageClient storage, Crn instanceCrn)
    {
        #region bucket
        var bucket = await storage.EnsureBucketAsync(new BucketDraft { Name = "acme-images-us-south", Instance = instanceCrn });
        #endregion
        #region bucket-care
        await storage.EnsureUnfinishedUploadsExpireAsync(bucket.Value.Name, days: 7);   // the service keeps and bills unfinished uploads for ever
        var protection = await storage.GetBucketProtectionAsync(bucket.Value.Name);     // versions, retention, Object Lock: look before 2 TiB become undeletable
        #endregion
        return $"{bucket.Value.Name} {protection}";
    }

    public static async Task<UploadedObject> UploadAsync(
        ObjectStorageClient storage, string bucketName, ImageSource source, IUploadJournal journal, IProgress<TransferProgress> progress, CancellationToken cancellationToken)
    {
        #region upload
        var uploaded = await storage.UploadAsync(bucketName, "debian.raw", source, new UploadOptions { Journal = journal, KeepUnfinished = true }, progress, cancellationToken);
        #endregion
        return uploaded;
    }

    public static async Task ResumeAsync(ObjectStorageClient storage, string bucketName, ImageSource source, IUploadJournal journal, UploadRecord record)
    {
        #region resume
        await storage.UploadAsync(bucketName, "debian.raw", source, new UploadOptions { Resume = record, Journal = journal, KeepUnfinished = true });
        #endregion
    }

    public static async Task ReplaceStartAsync(ObjectStorageClient storage, string bucketName, ReadOnlyMemory<byte> newHeader, string expectedETag)
    {
        #region replace-start
        await storage.ReplaceStartAsync(bucketName, "debian.raw", newHeader, expectedETag);
        #endregion
    }

    public static async Task<int> CleanUpAsync(ObjectStorageClient storage, string bucketName)
    {
        #region clean-up
        var ended = await storage.CleanUpUploadsAsync(bucketName, olderThan: TimeSpan.FromDays(2), prefix: "images/");
        #endregion
        return ended.Count;
    }

    public static async Task<long> DownloadAsync(ObjectStorageClient storage, string bucketName, string path, PipeWriter pipeWriter)
    {
        #region download
        await storage.DownloadAsync(bucketName, "debian.raw", path);                        // a file, whole or not at all
        await storage.DownloadAsync(bucketName, "debian.raw", pipeWriter);                  // in order, the next ranges on their way
        await using var disk = await storage.OpenObjectAsync(bucketName, "debian.raw", new ReadAheadOptions());   // a disk, through a bounded cache
        #endregion
        return disk.Length;
    }
}
