namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The disk's size is one that the import takes: classic up to 100 GB, VPC from 10 to 250 GB.</summary>
internal sealed class DiskSizeRule(string source, long gigabytes, long leastGigabytes = 0) : PreflightRule("disk-size", source)
{
    private const long Decimal = 1_000_000_000;
    private const long Binary = 1L << 30;

    public override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, CancellationToken cancellationToken) => ValueTask.FromResult(subject.DiskSize switch
    {
        null => CannotTell("The disk in the image could not be opened.", "Mend what the findings above say first."),
        var size when size > gigabytes * Binary => Fail($"The disk has {size:N0} bytes; at most {gigabytes} GB are taken.", "Make the disk smaller before it is exported."),
        var size when size > gigabytes * Decimal => Warn(
            $"The disk has {size:N0} bytes: within {gigabytes} GiB, above {gigabytes} GB. The documentation does not say which is meant.", "Make the disk smaller before it is exported."),
        var size when size < leastGigabytes * Decimal => Ok($"The disk has {size:N0} bytes; the boot volume is made {leastGigabytes} GB."),
        var size => Ok($"The disk has {size:N0} bytes of at most {gigabytes} GB."),
    });
}
