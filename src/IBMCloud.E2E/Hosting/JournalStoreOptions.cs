using IBMCloud.Core;

namespace IBMCloud.E2E;

/// <summary>Where a host keeps journals: in a bucket where one is named, else in files.</summary>
public sealed class JournalStoreOptions
{
    /// <summary>The folder of journals in files; <see langword="null"/> takes <see cref="FileJournalStore.Default"/>.</summary>
    public string? Folder { get; set; }

    /// <summary>The bucket of journals as objects.</summary>
    public string? Bucket { get; set; }

    /// <summary>Region of the bucket; <see langword="null"/> takes <see cref="IbmCloudE2EOptions.Region"/>.</summary>
    public IbmRegion? Region { get; set; }

    /// <summary>What the keys of all journals begin with.</summary>
    public string Prefix { get; set; } = new BucketJournalOptions().Prefix;

    /// <summary>How long a lease is good for.</summary>
    public TimeSpan LeaseDuration { get; set; } = new BucketJournalOptions().LeaseDuration;

    /// <summary>How far the clocks of two machines may differ.</summary>
    public TimeSpan ClockTolerance { get; set; } = new BucketJournalOptions().ClockTolerance;

    /// <summary>How long to wait for a run that another runner holds.</summary>
    public TimeSpan WaitForLease { get; set; }

    internal IEnumerable<string> Problems(IbmRegion? region)
    {
        if (Bucket is not null && Folder is not null)
        {
            yield return "Journals names a folder and a bucket: name one of them.";
        }

        if (Bucket is not null && Region is null && region is null)
        {
            yield return "Journals:Bucket needs a region: set Journals:Region, or Region.";
        }

        if (LeaseDuration < TimeSpan.FromSeconds(1) || LeaseDuration > TimeSpan.FromHours(1))
        {
            yield return $"Journals:LeaseDuration is {LeaseDuration}: it must be 1 s to 1 h.";
        }

        if (ClockTolerance < TimeSpan.Zero || WaitForLease < TimeSpan.Zero)
        {
            yield return $"Journals:ClockTolerance ({ClockTolerance}) and Journals:WaitForLease ({WaitForLease}) must not be negative.";
        }
    }

    internal BucketJournalOptions ToBucketOptions(TimeProvider clock) => new()
    {
        Prefix = Prefix,
        LeaseDuration = LeaseDuration,
        ClockTolerance = ClockTolerance,
        WaitForLease = WaitForLease,
        TimeProvider = clock,
    };
}
