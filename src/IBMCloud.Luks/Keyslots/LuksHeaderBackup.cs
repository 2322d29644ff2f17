using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// A copy of a container's header and keyslots: all that is needed, with a passphrase, to read the data after the header was damaged or erased. The file is what
/// <c>cryptsetup luksHeaderBackup</c> writes, and either tool restores the other's.
/// </summary>
/// <remarks>A passphrase that was removed from the container still opens it through a backup made before: keep backups as safe as the container.</remarks>
public static class LuksHeaderBackup
{
    private const int Chunk = 1 << 20;

    /// <summary>Writes a backup to a new file.</summary>
    /// <param name="container">The container. The caller still owns it.</param>
    /// <param name="path">Where to write; an existing file is not replaced.</param>
    /// <param name="cancellationToken">Ends the work early; then there is no file.</param>
    /// <exception cref="LuksException">The header is not valid or not supported.</exception>
    /// <exception cref="ImageFileException">The file cannot be written.</exception>
    public static async ValueTask CreateAsync(ImageSource container, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var length = (await ExtentAsync(container, cancellationToken).ConfigureAwait(false)).Length;
        using var head = new HeadOf(container, length);
        await ImageFileWriter.WriteAsync(head, path, new ImageFileWriterOptions(), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a backup's header and keyslots over those of a container.</summary>
    /// <param name="path">The container or block device.</param>
    /// <param name="backup">The backup. The caller still owns it.</param>
    /// <param name="evenAnother">
    /// Restore also where the container's present header is valid and of another UUID: then its data will most likely be unreadable. A header that is damaged is
    /// replaced without it.
    /// </param>
    /// <param name="cancellationToken">Ends the work between two steps: restore again then.</param>
    /// <exception cref="LuksException">The backup is no valid header, or does not fit the container.</exception>
    /// <exception cref="IOException">The file cannot be opened for this process alone, or not be written.</exception>
    public static async ValueTask RestoreAsync(string path, ImageSource backup, bool evenAnother = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(backup);
        using var store = FileHeaderStore.Open(path);
        await RestoreAsync(store, backup, evenAnother, cancellationToken).ConfigureAwait(false);
    }

    internal static async ValueTask RestoreAsync(HeaderStore store, ImageSource backup, bool evenAnother, CancellationToken cancellationToken)
    {
        var (length, headers, wanted) = await ExtentAsync(backup, cancellationToken).ConfigureAwait(false);
        if (!evenAnother)
        {
            await CheckSameAsync(store.Source, wanted, cancellationToken).ConfigureAwait(false);
        }

        if (store.Source.Length < Math.Max(length, wanted.PayloadOffset))
        {
            throw new LuksException(LuksError.Truncated, $"The container has {store.Source.Length:N0} bytes, too few for this header, whose data begin at byte {wanted.PayloadOffset:N0}. Give the container that the backup was made from.");
        }

        // Keyslots first, then the headers from the last to the first: a valid header never stands before keyslots that are not there yet.
        var starts = new List<long> { headers };
        starts.AddRange(wanted.Version == LuksVersion.Luks2 ? [headers / 2, 0] : [0L]);
        var end = length;
        foreach (var start in starts)
        {
            for (var at = start; at < end; at += Chunk)
            {
                var bytes = new byte[Math.Min(Chunk, end - at)];
                await backup.ReadAsync(at, bytes, cancellationToken).ConfigureAwait(false);
                await store.WriteAsync(at, bytes, cancellationToken).ConfigureAwait(false);
            }

            await store.FlushAsync(cancellationToken).ConfigureAwait(false);
            end = start;
        }
    }

    /// <summary>How far header and keyslots reach, how much of it is headers, and what they say.</summary>
    private static async ValueTask<(long Length, long Headers, LuksDescription Description)> ExtentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var description = await LuksDescription.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        if (description.Version == LuksVersion.Luks1)
        {
            var header = await Luks1Header.ReadAsync(source, cancellationToken).ConfigureAwait(false);
            var first = header.Keyslots.Min(slot => slot.MaterialOffset);

            // Whole pages, as cryptsetup has it, but never a byte of the data: a restore would put an old one back.
            var end = (header.MaterialEnd + 4095) / 4096 * 4096;
            return (Math.Min(end, header.PayloadOffset > 0 ? Math.Min(header.PayloadOffset, source.Length) : source.Length), first, description);
        }

        var luks2 = await LuksOpening.ReadSupportedLuks2Async(source, cancellationToken).ConfigureAwait(false);
        var headers = 2L * luks2.Binary.HeaderSize;
        return (headers + luks2.Metadata.KeyslotsSize, headers, description);
    }

    private static async ValueTask CheckSameAsync(ImageSource container, LuksDescription wanted, CancellationToken cancellationToken)
    {
        LuksDescription present;
        try
        {
            present = await LuksDescription.ReadAsync(container, cancellationToken).ConfigureAwait(false);
        }
        catch (LuksException e) when (e.Reason is LuksError.NotLuks or LuksError.Corrupt or LuksError.Unsupported or LuksError.Truncated)
        {
            // That is what a backup is for.
            return;
        }

        if (present.Uuid != wanted.Uuid || present.Version != wanted.Version || present.PayloadOffset != wanted.PayloadOffset)
        {
            throw new LuksException(
                LuksError.LayoutMismatch, $"The backup is of the container {wanted.Uuid} with data at byte {wanted.PayloadOffset:N0}, the file holds {present.Uuid} with data at byte {present.PayloadOffset:N0}. Give the backup of this container, or say that another header is meant.");
        }
    }

    private sealed class HeadOf(ImageSource source, long length) : ImageSource
    {
        public override long Length => length;

        protected override void ReadExactly(long offset, Span<byte> destination) => source.Read(offset, destination);

        protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
            await source.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false);
    }
}
