using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>The plain image opens, is the one that the run began with, and fits.</summary>
internal sealed class ImageStep : E2EStep
{
    // "At most 100 GB" does not say which: refused above 100 GiB only.
    private const long LargestDisk = 100L << 30;

    public override string Id => E2EStepIds.Image;

    public override string Title => "plain image";

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var disk = await CheckAsync(context, cancellationToken).ConfigureAwait(false);
        return new PlannedStep { Id = Id, Title = Title, Verdict = PlanVerdict.WillCheck, Reason = $"{context.Request.Image}: a disk of {disk.Length:N0} bytes" };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var disk = await CheckAsync(context, cancellationToken).ConfigureAwait(false);
        return StepOutcome.Checked($"{disk.Length:N0} bytes");
    }

    private async Task<ImageSource> CheckAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var disk = await context.OpenDiskAsync(cancellationToken).ConfigureAwait(false);
        if (disk.Length > LargestDisk)
        {
            throw new E2EPrerequisiteException(Id, $"The disk has {disk.Length:N0} bytes; an import takes at most 100 GB. Shrink its last partition and the image.");
        }

        if (context.Facts.DiskLength is { } before && before != disk.Length)
        {
            throw new E2EPrerequisiteException(Id,
                $"The disk has {disk.Length:N0} bytes, but this run began with one of {before:N0}: it is another image or was changed. Give the image that the run began with, or begin a run of another name.");
        }

        context.Facts.DiskLength = disk.Length;
        return disk;
    }
}
