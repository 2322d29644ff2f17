namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The file is an image that can be read.</summary>
internal sealed class ImageFormatRule() : PreflightRule("image-format", PreflightSource.ClassicImport)
{
    public override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, CancellationToken cancellationToken) => ValueTask.FromResult(subject switch
    {
        { Refusal: { Reason: not (DiskImageError.NeedsParent or DiskImageError.KeyRequired) } refusal } =>
            Fail(refusal.Message, "Mend or export the image again: raw, VHD and qcow2 are read."),
        { Format: { } format } => Ok($"{PreflightText.Of(format)}, {subject.FileLength:N0} bytes."),
        _ => CannotTell("The format was not looked at.", "Inspect the image again."),
    });
}
