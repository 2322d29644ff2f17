using IBMCloud.DiskImages.Luks;
using IBMCloud.DiskImages.Qcow2;
using IBMCloud.DiskImages.Vhd;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>Reads what an image of any format says about itself. What is wrong with it is part of the description, not an exception.</summary>
internal static class DiskImageInspection
{
    private const int SectorSize = 512;

    public static async ValueTask<DiskImageDescription> DescribeAsync(ImageSource file, CancellationToken cancellationToken)
    {
        try
        {
            if (await VhdFile.TryReadAsync(file, cancellationToken).ConfigureAwait(false) is { } vhd)
            {
                return await VhdInspection.DescribeAsync(file, vhd, cancellationToken).ConfigureAwait(false);
            }

            var head = new byte[SectorSize];
            var length = await file.ReadAsync(0, head, cancellationToken).ConfigureAwait(false);
            var format = ImageSignature.Of(head.AsSpan(0, length));
            return format is DiskImageFormat.Qcow2 or DiskImageFormat.EncryptedQcow2
                ? await Qcow2Inspection.DescribeAsync(file, cancellationToken).ConfigureAwait(false)
                : await DescribeLuksOrRawAsync(file, format, cancellationToken).ConfigureAwait(false);
        }
        catch (DiskImageException problem)
        {
            return new DiskImageDescription { Format = null, FileLength = file.Length, Problem = problem };
        }
    }

    /// <summary>Why an image does not open, a missing key aside.</summary>
    public static async ValueTask<DiskImageException?> OpeningProblemAsync(ImageSource file, DiskImageFormat format, CancellationToken cancellationToken)
    {
        try
        {
            // What is opened owns the file, which is the caller's here: it is left to the collector.
            await DiskImage.OpenAsync(file, new DiskImageOpenOptions { Format = format }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (DiskImageException problem)
        {
            return problem.Reason == DiskImageError.KeyRequired ? null : problem;
        }
    }

    private static async ValueTask<DiskImageDescription> DescribeLuksOrRawAsync(ImageSource file, DiskImageFormat format, CancellationToken cancellationToken)
    {
        try
        {
            // A container that lost its primary header has no sign at its beginning, but may have the secondary one.
            var luks = await LuksContainer.InspectAsync(file, cancellationToken).ConfigureAwait(false);
            return new DiskImageDescription
            {
                Format = luks.Version == LuksVersion.Luks1 ? DiskImageFormat.Luks1 : DiskImageFormat.Luks2,
                FileLength = file.Length,
                DiskSize = luks.PayloadLength ?? (luks.PayloadOffset > 0 && file.Length > luks.PayloadOffset ? file.Length - luks.PayloadOffset : null),
                Luks = luks,
            };
        }
        catch (LuksException failure) when (format == DiskImageFormat.Raw && failure.Reason == LuksError.NotLuks)
        {
            var problem = await OpeningProblemAsync(file, format, cancellationToken).ConfigureAwait(false);
            return new DiskImageDescription { Format = format, FileLength = file.Length, DiskSize = problem is null ? file.Length : null, Problem = problem };
        }
        catch (LuksException failure)
        {
            return new DiskImageDescription { Format = format == DiskImageFormat.Raw ? DiskImageFormat.Luks2 : format, FileLength = file.Length, Problem = LuksDisk.Translate(failure) };
        }
    }
}
