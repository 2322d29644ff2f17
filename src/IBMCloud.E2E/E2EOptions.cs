using IBMCloud.ActivityTracker;
using IBMCloud.Core;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>How a workflow reaches the cloud, and how patient it is.</summary>
public sealed class E2EOptions
{
    private const long SmallestPart = 5L << 20;
    private const long LargestPart = 5L << 30;

    /// <summary>API key of the person or automation that sets everything up. It stays the caller's to dispose.</summary>
    public required SecretString ApiKey { get; init; }

    /// <summary>The credential of <see cref="ApiKey"/> that the program has already, so that its tokens are shared; <see langword="null"/> makes one. It stays the caller's.</summary>
    public IbmCloudCredential? Credential { get; init; }

    /// <summary>Who calls classic infrastructure; <see langword="null"/> uses <see cref="ApiKey"/> with the user name <c>apikey</c>.</summary>
    public SoftLayerCredential? SoftLayer { get; init; }

    /// <summary>Endpoints, clock, logs and retries of all services.</summary>
    public IbmCloudClientOptions Client { get; init; } = new();

    /// <summary>Pace and deadline of the waits for image template and server.</summary>
    public WaitOptions Wait { get; init; } = new();

    /// <summary>Where journals are kept.</summary>
    public RunJournalStore Journals { get; init; } = FileJournalStore.Default;

    /// <summary>Parts in flight of the upload, 1 to 64. Memory in use is this times the part size.</summary>
    public int UploadParallelism { get; init; } = 4;

    /// <summary>Bytes in a part of the upload, 5 MiB to 5 GiB; <see langword="null"/> takes 16 MiB, or more where 10,000 such parts do not do. An upload that goes on keeps its own.</summary>
    public long? UploadPartSize { get; init; }

    /// <summary>
    /// Time that new policies get before the import relies on them: services follow a new policy after seconds to minutes. Counted from the last policy
    /// that was made, so that it mostly passes during the upload. Default 30 s.
    /// </summary>
    public TimeSpan PolicySettlingTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Source service of the authorization: what the console calls Cloud Block Storage.</summary>
    public string BlockStorageService { get; init; } = Iam.AuthorizationDraft.CloudBlockStorage;

    /// <summary>
    /// Addresses of the IBM Cloud Logs instances that get the account's audit events (<c>https://INSTANCE.api.REGION.logs.cloud.ibm.com/</c>). Without any, an audit
    /// reads classic infrastructure's event log only, which does not show what Key Protect did.
    /// </summary>
    public IReadOnlyList<Uri> CloudLogs { get; init; } = [];

    /// <summary>More places to read audit events from, for example files that event routing put into a bucket.</summary>
    public IReadOnlyList<IAuditEventSource> AuditSources { get; init; } = [];

    /// <summary>Steps of your own: one with the id of a built-in step stands in for it, any other is added.</summary>
    public IReadOnlyList<E2EStep> Steps { get; init; } = [];

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(ApiKey);
        ArgumentNullException.ThrowIfNull(Client);
        ArgumentNullException.ThrowIfNull(Wait);
        ArgumentNullException.ThrowIfNull(Journals);
        ArgumentException.ThrowIfNullOrEmpty(BlockStorageService);
        ArgumentOutOfRangeException.ThrowIfLessThan(UploadParallelism, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(UploadParallelism, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(UploadPartSize ?? SmallestPart, SmallestPart, nameof(UploadPartSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(UploadPartSize ?? SmallestPart, LargestPart, nameof(UploadPartSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(PolicySettlingTime, TimeSpan.Zero);
    }
}
