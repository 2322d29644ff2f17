using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>Where the journals are: a folder, or a bucket, by which another machine goes on with a run.</summary>
internal sealed class JournalSettings : IDisposable
{
    private const string BucketPrefix = "cos://";
    private readonly string? _folder;
    private readonly (IbmRegion Region, string Bucket)? _bucket;
    private ApiKeyCredential? _credential;
    private ObjectStorageClient? _storage;

    public JournalSettings(ToolConfiguration settings)
    {
        if (settings.Find(Settings.Journals) is not { } value)
        {
            return;
        }

        if (!value.Text.StartsWith(BucketPrefix, StringComparison.Ordinal))
        {
            _folder = settings.PathOf(Settings.Journals);
        }
        else if (value.Text[BucketPrefix.Length..].Split('/') is [{ } name, { Length: > 0 } bucket] && IbmRegion.TryParse(name, out var region))
        {
            _bucket = (region, bucket);
        }
        else
        {
            settings.Mistake(value, value.Text, "a folder, or a bucket as cos://REGION/BUCKET");
        }
    }

    /// <summary>What to call the place of a run's journal.</summary>
    public static string? PlaceOf(RunJournalStore store, string run) => store switch
    {
        FileJournalStore files => files.PathOf(run),
        BucketJournalStore bucket => bucket.PrefixOf(run),
        _ => null,
    };

    /// <summary>The store, which lives as long as this does.</summary>
    public RunJournalStore Open(SecretString apiKey, IbmCloudClientOptions client)
    {
        if (_bucket is not { } place)
        {
            return _folder is { } folder ? new FileJournalStore(folder) : FileJournalStore.Default;
        }

        _credential = new ApiKeyCredential(apiKey, client);
        _storage = new ObjectStorageClient(_credential, place.Region, client);
        return new BucketJournalStore(_storage, place.Bucket);
    }

    public void Dispose()
    {
        _storage?.Dispose();
        _credential?.Dispose();
    }
}
