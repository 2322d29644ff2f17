using System.Security.Cryptography;
using System.Text;
using IBMCloud.DiskImages;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>
/// An image from one bucket to another, decrypted, converted and encrypted on its way. Nothing touches a disk of this machine: each part of the new object is made from
/// ranges of the old one when it is sent, and made again where it must be repeated.
/// <code>
/// object --ranges--> decrypting view --> disk --> encrypting view --parts--> object
/// </code>
/// </summary>
public static class ImageCopy
{
    private const int Samples = 16;

    /// <summary>Copies an image. With a journal the same call goes on where an earlier one stopped, and one that is finished already sends nothing.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="target">Where to, and as what.</param>
    /// <param name="options">Journal, memory and check; the defaults where <see langword="null"/>.</param>
    /// <param name="progress">Told after each part, from the workers' threads.</param>
    /// <param name="cancellationToken">Stops the copy. Without a journal the unfinished upload is ended; with one it stays, and the journal knows it.</param>
    /// <exception cref="ImageCopyException">The source changed, the journal is of another copy, or what was read back differs.</exception>
    /// <exception cref="ObjectStorageException">An object is missing, in the way, or changed underneath; or the service refused.</exception>
    /// <exception cref="DiskImageException">The source is no image, its key is missing or wrong, or it is encrypted already.</exception>
    /// <exception cref="Luks.LuksException">The source is a container already, or no whole number of sectors.</exception>
    /// <exception cref="RunJournalException">The journal is damaged or in use.</exception>
    public static async Task<ImageCopyResult> CopyAsync(
        ImageCopySource source, ImageCopyTarget target, ImageCopyOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new ImageCopyOptions();
        if (source.Address == target.Address)
        {
            throw new ArgumentException($"'{source.Address}' cannot be copied onto itself. Choose another name or bucket for the copy.", nameof(target));
        }

        if (options.Journals is null)
        {
            return await CopyAsync(source, target, options, new CopyJournal(null), progress, cancellationToken).ConfigureAwait(false);
        }

        var handle = await options.Journals.OpenAsync(options.NameFor(target), cancellationToken).ConfigureAwait(false);
        await using (handle.ConfigureAwait(false))
        {
            return await CopyAsync(source, target, options, new CopyJournal(handle), progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<ImageCopyResult> CopyAsync(
        ImageCopySource source, ImageCopyTarget target, ImageCopyOptions options, CopyJournal journal, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var stored = await source.Storage.OpenObjectAsync(source.Bucket, source.Key, cancellationToken).ConfigureAwait(false);
        var etag = stored.Properties.ETag;
        if (source.ExpectedETag is { } expected && expected != etag)
        {
            throw new ImageCopyException(ImageCopyError.SourceChanged, $"'{source.Address}' has the entity tag {etag}, not {expected}: it is another object than expected. Look at it before you copy it.");
        }

        var earlier = await journal.LoadAsync(cancellationToken).ConfigureAwait(false);
        await RefuseOtherAsync(earlier, source, etag, target, journal, cancellationToken).ConfigureAwait(false);
        var disk = await OpenDiskAsync(stored, source, cancellationToken).ConfigureAwait(false);
        await using (disk.ConfigureAwait(false))
        {
            var record = earlier;
            if (record is null)
            {
                record = new CopyRecord(source.Address, etag, target.Address, target.Form.Name, await target.Form.PrepareAsync(disk, cancellationToken).ConfigureAwait(false));
                await journal.LaidOutAsync(record, cancellationToken).ConfigureAwait(false);
            }

            var uploaded = await FindFinishedAsync(earlier, target, cancellationToken).ConfigureAwait(false)
                ?? await UploadAsync(disk, record, resuming: earlier is not null, target, options, journal, progress, cancellationToken).ConfigureAwait(false);
            await journal.FinishedAsync(uploaded, cancellationToken).ConfigureAwait(false);
            return new ImageCopyResult(etag, disk.Length, uploaded, await CompareAsync(disk, target, uploaded, options.Check, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task RefuseOtherAsync(
        CopyRecord? earlier, ImageCopySource source, string etag, ImageCopyTarget target, CopyJournal journal, CancellationToken cancellationToken)
    {
        if (earlier is null)
        {
            return;
        }

        if (earlier.Source != source.Address || earlier.Target != target.Address || earlier.Form != target.Form.Name)
        {
            throw new ImageCopyException(ImageCopyError.OtherCopy,
                $"The journal is of a copy from '{earlier.Source}' to '{earlier.Target}' as {earlier.Form}. Ask for the same copy again, or name another journal.");
        }

        if (earlier.SourceETag != etag)
        {
            await GiveUpAsync(earlier.Upload?.UploadId, target, journal, cancellationToken).ConfigureAwait(false);
            throw new ImageCopyException(ImageCopyError.SourceChanged,
                $"'{source.Address}' is no longer the object that this copy began with (entity tag {etag}, not {earlier.SourceETag}). What was sent of it is dropped; run again to copy the present one.");
        }
    }

    // What was sent belongs to an object that is no more: nothing can go on with it.
    private static async Task GiveUpAsync(string? uploadId, ImageCopyTarget target, CopyJournal journal, CancellationToken cancellationToken)
    {
        if (uploadId is not null)
        {
            await target.Storage.AbortUploadAsync(target.Bucket, target.Key, uploadId, cancellationToken).ConfigureAwait(false);
        }

        await journal.ForgetAsync().ConfigureAwait(false);
    }

    private static async Task<UploadedObject?> FindFinishedAsync(CopyRecord? earlier, ImageCopyTarget target, CancellationToken cancellationToken) =>
        earlier?.FinishedETag is { } etag
        && await target.Storage.FindObjectAsync(target.Bucket, target.Key, cancellationToken).ConfigureAwait(false) is { } stored && stored.ETag == etag
            ? new UploadedObject(target.Bucket, target.Key, stored.Length, etag, stored.VersionId, PartsSent: 0, PartsKept: earlier.Upload?.Parts.Count ?? 1)
            : null;

    private static async Task<ImageSource> OpenDiskAsync(ObjectImageSource stored, ImageCopySource source, CancellationToken cancellationToken)
    {
        var format = source.Format ?? await DiskImage.DetectAsync(stored, cancellationToken).ConfigureAwait(false);

        // Where the disk's bytes lie in one piece, a part is one request; formats with tables and blocks are read in small pieces.
        var bytes = format is DiskImageFormat.Raw or DiskImageFormat.VhdFixed or DiskImageFormat.Luks1 or DiskImageFormat.Luks2 ? stored : stored.ReadAhead(new ReadAheadOptions());
        return await DiskImage.OpenAsync(bytes, new DiskImageOpenOptions { Format = format, Key = source.DecryptionKey }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<UploadedObject> UploadAsync(
        ImageSource disk, CopyRecord record, bool resuming, ImageCopyTarget target, ImageCopyOptions options, CopyJournal journal, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var view = await target.Form.OpenAsync(disk, record.Layout, cancellationToken).ConfigureAwait(false);
        await using (view.ConfigureAwait(false))
        {
            var upload = new UploadOptions
            {
                Overwrite = target.Overwrite,
                PartsInFlight = options.PartsInFlight,
                PartSize = options.PartSize,
                Journal = journal,
                Resume = record.Upload,

                // A kill between the beginning of the upload and the journal's line about it: the service knows it.
                ResumeFromServer = resuming && record.Upload is null,
                KeepUnfinished = journal.Keeps,
                SourceDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{record.SourceETag} {record.Form} {record.Layout}"))),
            };
            try
            {
                return await target.Storage.UploadAsync(target.Bucket, target.Key, view, upload, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.ObjectChanged)
            {
                await GiveUpAsync(journal.UploadId, target, journal, cancellationToken).ConfigureAwait(false);
                throw new ImageCopyException(ImageCopyError.SourceChanged,
                    $"'{record.Source}' was replaced while it was being copied. What was sent of it is dropped; run again to copy the present one.", e);
            }
        }
    }

    private static async Task<long> CompareAsync(ImageSource disk, ImageCopyTarget target, UploadedObject uploaded, ImageCopyCheck check, CancellationToken cancellationToken)
    {
        if (check == ImageCopyCheck.Digests)
        {
            return 0;
        }

        var stored = await target.Storage.OpenObjectAsync(target.Bucket, target.Key, cancellationToken).ConfigureAwait(false);
        if (stored.Properties.ETag != uploaded.ETag)
        {
            throw Differs($"it has the entity tag {stored.Properties.ETag}, not {uploaded.ETag}: somebody replaced it");
        }

        var copy = await DiskImage.OpenAsync(check == ImageCopyCheck.Whole ? stored.ReadAhead(new ReadAheadOptions()) : stored, target.Form.Reading, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            var (difference, compared) = check == ImageCopyCheck.Whole
                ? (await ImageComparison.FindFirstDifferenceAsync(copy, disk, cancellationToken: cancellationToken).ConfigureAwait(false), disk.Length)
                : await Verifier.SampleAsync(copy, disk, Samples, progress: null, cancellationToken).ConfigureAwait(false);
            return difference is { } at ? throw Differs($"it differs from the source at byte {at:N0} of the disk") : compared;
        }

        ImageCopyException Differs(string how) => new(ImageCopyError.Differs, $"'{target.Address}' is not the copy that was sent: {how}. Do not use it; delete it and copy again.");
    }
}
