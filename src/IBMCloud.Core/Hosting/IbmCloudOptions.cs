namespace IBMCloud.Core;

/// <summary>
/// How the clients of a service collection reach the cloud, and as whom. There may be several of them, told apart by name, for several accounts or clouds in
/// one program. They are checked when the program starts.
/// </summary>
public sealed class IbmCloudOptions
{
    /// <summary>Where the services are; the public cloud by default.</summary>
    public IbmCloudEndpoints Endpoints { get; set; } = IbmCloudEndpoints.Public;

    /// <summary>How often a request that is safe to repeat is repeated, 0 to 10.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>First wait before a repeat; it doubles each time, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a repeat, also where Retry-After asks for more.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for one attempt.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Makes the credential, once for each name; the package IBMCloud.Iam has methods that set it (<c>UseApiKey</c> and others).</summary>
    public Func<IbmCloudClientOptions, IbmCloudCredential>? Credential { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (Credential is null)
        {
            yield return "No credential: say who calls, for example options.UseApiKey(…).";
        }

        if (Endpoints is null)
        {
            yield return "Endpoints is null: leave it out for the public cloud.";
        }

        if (MaxRetries is < 0 or > 10)
        {
            yield return $"MaxRetries is {MaxRetries}: it must be 0 to 10.";
        }

        if (RetryDelay < TimeSpan.Zero || MaxRetryDelay < RetryDelay)
        {
            yield return $"RetryDelay ({RetryDelay}) must not be negative, nor longer than MaxRetryDelay ({MaxRetryDelay}).";
        }

        if (AttemptTimeout <= TimeSpan.Zero)
        {
            yield return $"AttemptTimeout is {AttemptTimeout}: it must be longer than nothing.";
        }
    }
}
