using IBMCloud.DiskImages.Preflight.Guest;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Preflight;

/// <summary>
/// Looks into an image before it is encrypted and uploaded, and says by rule what the import or the server would not take. Reads only what it needs,
/// some megabytes, so an image in a bucket can be looked into as well as a file.
/// </summary>
public static class ImageInspector
{
    /// <summary>Inspects an image.</summary>
    /// <param name="image">The image file's bytes in any format, or the disk itself. It stays the caller's.</param>
    /// <param name="target">What it is to become.</param>
    /// <param name="options">Object name, format and key, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the inspection early.</param>
    /// <returns>A finding per rule of the target. An image that is damaged is a finding, not an exception.</returns>
    /// <exception cref="DiskImageException">The key is not the one that the image was encrypted with.</exception>
    /// <exception cref="IOException">The image cannot be read.</exception>
    public static async ValueTask<PreflightReport> InspectAsync(
        ImageSource image, PreflightTarget target, PreflightOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!Enum.IsDefined(target))
        {
            throw new ArgumentOutOfRangeException(nameof(target), target, "This is no known target.");
        }

        options ??= new PreflightOptions();
        var subject = new PreflightSubject { Target = target, Options = options, FileLength = image.Length };
        ImageSource? disk = null;
        try
        {
            subject = subject with { Format = options.Format ?? await DiskImage.DetectAsync(image, cancellationToken).ConfigureAwait(false) };
            disk = await DiskImage.OpenAsync(
                new BorrowedImageSource(image), new DiskImageOpenOptions { Format = subject.Format, Key = options.Key }, cancellationToken).ConfigureAwait(false);
            subject = subject with { DiskSize = disk.Length, Guest = await GuestDisk.ReadAsync(disk, cancellationToken).ConfigureAwait(false) };
        }
        catch (DiskImageException refusal) when (refusal.Reason != DiskImageError.WrongKey)
        {
            subject = subject with { Refusal = refusal };
        }

        try
        {
            return await ReportAsync(subject, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            disk?.Dispose();
        }
    }

    private static async ValueTask<PreflightReport> ReportAsync(PreflightSubject subject, CancellationToken cancellationToken)
    {
        var findings = new List<PreflightFinding>();
        foreach (var rule in PreflightProfile.RulesOf(subject.Target))
        {
            findings.Add(await rule.CheckAsync(subject, cancellationToken).ConfigureAwait(false));
        }

        return new PreflightReport(subject.Target, findings)
        {
            Format = subject.Format,
            DiskSize = subject.DiskSize,
            OperatingSystem = subject.Guest?.OperatingSystem?.Name,
            OperatingSystemReferenceCode = subject.Guest?.OperatingSystem?.ReferenceCode(subject.Target),
        };
    }
}
