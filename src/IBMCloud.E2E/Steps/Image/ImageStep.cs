using IBMCloud.DiskImages;
using IBMCloud.DiskImages.Preflight;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>The plain image opens, is the one that the run began with, and fits.</summary>
internal sealed class ImageStep : E2EStep
{
    // "At most 100 GB" does not say which: refused above 100 GiB only.
    private const long LargestDisk = 100L << 30;

    public override string Id => E2EStepIds.Image;

    public override string Title => "plain image";

    public override IReadOnlyList<string> After => [E2EStepIds.Export];

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Image is ImageInput.ClassicInput && context.Facts.ExportedETag is null)
        {
            return new PlannedStep { Id = Id, Title = Title, Verdict = PlanVerdict.WillCheck, Reason = $"{context.Request.Image}: looked into once it is exported" };
        }

        var (disk, report) = await CheckAsync(context, cancellationToken).ConfigureAwait(false);
        var failures = Failures(context, report);
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = failures.Count > 0 ? PlanVerdict.Cannot : PlanVerdict.WillCheck,
            Reason = failures.Count > 0 ? string.Join(' ', failures) : $"{context.Request.Image}: a disk of {disk.Length:N0} bytes{Summary(report)}",
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (await PlainCopies.AreDoneWithAsync(context, cancellationToken).ConfigureAwait(false))
        {
            return StepOutcome.Checked(PlainCopies.DoneWith);
        }

        var (disk, report) = await CheckAsync(context, cancellationToken).ConfigureAwait(false);
        return Failures(context, report) is { Count: > 0 } failures
            ? throw new E2EPrerequisiteException(Id, $"The image would not import or start: {string.Join(' ', failures)} Mend it, or set Preflight to Report to go on all the same.")
            : StepOutcome.Checked($"{disk.Length:N0} bytes{Summary(report)}{Findings(report)}");
    }

    private async Task<(ImageSource Disk, PreflightReport? Report)> CheckAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
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
        return (disk, request.Preflight == PreflightPolicy.Skip ? null : await ImageInspector.InspectAsync(
            disk,
            request.Profile == E2EProfile.ClassicVhd ? PreflightTarget.ClassicVhd : PreflightTarget.ClassicLuks,
            new PreflightOptions { Format = DiskImageFormat.Raw, ObjectName = ImageKey.ObjectName(request.Profile, request.Name) },
            cancellationToken).ConfigureAwait(false));
    }

    // What stands in the way: rules that fail, and an operating system that is not the one that the import would be told.
    private static IReadOnlyList<string> Failures(E2EStepContext context, PreflightReport? report)
    {
        if (report is null || context.Request.Preflight != PreflightPolicy.Enforce)
        {
            return [];
        }

        var failures = report.With(PreflightVerdict.Fail).Select(finding => $"{finding.Rule}: {finding.Evidence} {finding.Remedy}").ToList();
        if (report.OperatingSystemReferenceCode is { } found && found != context.Request.OsReferenceCode)
        {
            failures.Add($"operating-system: the image has {report.OperatingSystem} ({found}), but the request says {context.Request.OsReferenceCode}. Correct OsReferenceCode.");
        }

        return failures;
    }

    private static string Summary(PreflightReport? report)
    {
        return report is null ? "" : $", {report.OperatingSystem ?? "an operating system that cannot be told"}; preflight: {Count(PreflightVerdict.Ok)} ok, "
            + $"{Count(PreflightVerdict.Warn)} warnings, {Count(PreflightVerdict.Fail)} failures, {Count(PreflightVerdict.CannotTell)} that cannot be told";

        int Count(PreflightVerdict verdict) => report.With(verdict).Count();
    }

    private static string Findings(PreflightReport? report) => report is null ? "" : string.Concat(
        report.With(PreflightVerdict.Fail).Concat(report.With(PreflightVerdict.Warn))
            .Select(finding => $"\n             {(finding.Verdict == PreflightVerdict.Fail ? "fails" : "warns")} {finding.Rule}: {finding.Evidence}"));
}
