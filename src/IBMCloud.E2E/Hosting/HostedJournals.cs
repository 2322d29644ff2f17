using IBMCloud.Core;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>The journal store that the options choose, with the client of a bucket, which goes with the program.</summary>
internal sealed class HostedJournals : IDisposable
{
    private readonly ObjectStorageClient? _storage;

    public HostedJournals(IbmCloudE2EOptions options, IbmCloudCredential credential, IbmCloudClientOptions client)
    {
        var journals = options.Journals;
        if (journals.Bucket is null)
        {
            Store = journals.Folder is null ? FileJournalStore.Default : new FileJournalStore(journals.Folder);
            return;
        }

        _storage = new ObjectStorageClient(credential, (journals.Region ?? options.Region)!.Value, client);
        Store = new BucketJournalStore(_storage, journals.Bucket, journals.ToBucketOptions(client.TimeProvider));
    }

    public RunJournalStore Store { get; }

    public void Dispose() => _storage?.Dispose();
}
