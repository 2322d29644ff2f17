using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Documentation;

/// <summary>The sample of docs/copying.md.</summary>
internal static class CopySamples
{
    public static async Task<ImageCopyResult> CopyAsync(ObjectStorageClient storage, string bucket, SecretBytes dataKey, RunJournalStore journals)
    {
        #region copy
        ImageCopyResult copied = await ImageCopy.CopyAsync(
            new ImageCopySource { Storage = storage, Bucket = bucket, Key = "exported.vhd" },
            new ImageCopyTarget { Storage = storage, Bucket = bucket, Key = "web.vhd-0.vhd", Form = ImageForm.EncryptedVhd(dataKey) },
            new ImageCopyOptions { Journals = journals, Check = ImageCopyCheck.Whole });
        Console.WriteLine($"{copied.DiskLength} bytes of disk, {copied.BytesCompared} compared, entity tag {copied.Target.ETag}");
        #endregion
        return copied;
    }
}
