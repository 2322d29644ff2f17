using IBMCloud.Core;

namespace IBMCloud.E2E;

/// <summary>
/// What a host gives the workflow: who calls, where the services are, how patient to be, where journals are kept. Read from configuration, the environment and
/// code (<c>AddIbmCloudE2E</c>), and checked when the program starts.
/// </summary>
public sealed class IbmCloudE2EOptions
{
    /// <summary>API key of the person or automation that sets everything up. It lives as long as the program.</summary>
    public SecretString? ApiKey { get; set; }

    /// <summary>User name on classic infrastructure; <see langword="null"/> calls it with <see cref="ApiKey"/>.</summary>
    public string? ClassicUser { get; set; }

    /// <summary>The classic infrastructure API key of <see cref="ClassicUser"/>.</summary>
    public SecretString? ClassicKey { get; set; }

    /// <summary>Region of the program: its Key Protect and Object Storage are what the health check reaches, and its journals are there; none where not set.</summary>
    public IbmRegion? Region { get; set; }

    /// <summary>Where the services are; the public cloud by default.</summary>
    public IbmCloudEndpoints Endpoints { get; set; } = IbmCloudEndpoints.Public;

    /// <summary>How often a request that is safe to repeat is repeated, 0 to 10.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>First wait before a repeat; it doubles each time, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a repeat.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for one attempt.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two looks at an image template or a server that is not ready.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for an image template or a server.</summary>
    public TimeSpan WaitDeadline { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Parts in flight of each upload, 1 to 64.</summary>
    public int UploadParallelism { get; set; } = 4;

    /// <summary>Time that new policies get before the import relies on them.</summary>
    public TimeSpan PolicySettlingTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Addresses of the IBM Cloud Logs instances that get the account's audit events.</summary>
    public IList<Uri> CloudLogs { get; } = [];

    /// <summary>Where journals are kept, unless a <see cref="RunJournalStore"/> is registered.</summary>
    public JournalStoreOptions Journals { get; } = new();

    /// <summary>What could not be read from the configuration.</summary>
    internal List<string> Unreadable { get; } = [];

    internal IEnumerable<string> Problems()
    {
        foreach (var problem in Unreadable)
        {
            yield return problem;
        }

        if (ApiKey is null)
        {
            yield return $"No API key: set ApiKey or ApiKeyFile in the configuration, or {E2EEnvironment.ApiKey} or {E2EEnvironment.CommonApiKey} in the environment.";
        }

        if (string.IsNullOrEmpty(ClassicUser) != ClassicKey is null)
        {
            yield return "ClassicUser and ClassicKey belong together: set both, or neither to call classic infrastructure with the API key.";
        }
        else if (ClassicUser?.Contains(':', StringComparison.Ordinal) == true)
        {
            yield return $"ClassicUser is '{ClassicUser}': a user name has no colon.";
        }

        if (Endpoints is null)
        {
            yield return "Endpoints is null: leave it out for the public cloud.";
        }

        if (PollInterval < TimeSpan.Zero || WaitDeadline <= TimeSpan.Zero)
        {
            yield return $"PollInterval ({PollInterval}) must not be negative, and WaitDeadline ({WaitDeadline}) must be longer than nothing.";
        }

        if (UploadParallelism is < 1 or > 64)
        {
            yield return $"UploadParallelism is {UploadParallelism}: it must be 1 to 64.";
        }

        if (PolicySettlingTime < TimeSpan.Zero)
        {
            yield return $"PolicySettlingTime is {PolicySettlingTime}: it must not be negative.";
        }

        foreach (var problem in Journals.Problems(Region))
        {
            yield return problem;
        }
    }
}
