using IBMCloud.Core;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E.Tests.Documentation;

/// <summary>The samples of docs/journals.md: each region is one block there, word for word, and is run by <see cref="HostingDocumentationTests"/>.</summary>
internal static class HostingSamples
{
    public static (ObjectStorageClient Storage, BucketJournalStore Journals) BucketStore(IbmCloudCredential credential, IbmCloudClientOptions client)
    {
        #region bucket-store
        var storage = new ObjectStorageClient(credential, IbmRegion.UsSouth, client);
        var journals = new BucketJournalStore(storage, "acme-run-journals", new BucketJournalOptions
        {
            WaitForLease = TimeSpan.FromMinutes(2), // a second runner waits so long, then it is refused
        });
        #endregion
        return (storage, journals);
    }
}
