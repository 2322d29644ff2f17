namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The file holds one whole disk by itself: it is no differencing VHD and needs no backing file.</summary>
internal sealed class CompleteDiskRule() : PreflightRule("complete-disk", PreflightSource.ClassicImport)
{
    public override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, CancellationToken cancellationToken) => ValueTask.FromResult(subject switch
    {
        { Refusal: { Reason: DiskImageError.NeedsParent } refusal } => Fail(refusal.Message, "Merge it with what it needs into one image."),
        { DiskSize: not null } => Ok("The file holds a whole disk."),
        _ => CannotTell("The disk in the image could not be opened.", "Mend what the findings above say first."),
    });
}
