namespace IBMCloud.Primitives;

/// <summary>Writes an image source to a file with parallel workers. The file appears whole or not at all.</summary>
public static class ImageFileWriter
{
    /// <summary>Reads all of <paramref name="source"/> and writes it to <paramref name="path"/>.</summary>
    /// <remarks>
    /// Each worker is a thread of its own that claims the next chunk, reads it (which is where an encrypting view encrypts) and writes it
    /// to its place. Nothing is queued: a slow source or a slow disk stalls the workers and fills no memory.
    /// </remarks>
    /// <param name="source">What to write; read by several threads at once.</param>
    /// <param name="path">The file. It is written under a temporary name in the same folder and renamed at the end.</param>
    /// <param name="options">Workers, chunk size, overwriting; the defaults where null.</param>
    /// <param name="progress">Told after each chunk, from the workers' threads.</param>
    /// <param name="cancellationToken">Ends the work between two chunks; nothing is left of the file.</param>
    /// <exception cref="ImageFileException">The target exists, cannot be written, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">The token asked to stop.</exception>
    /// <remarks>What the source throws passes through as it is.</remarks>
    public static async ValueTask WriteAsync(ImageSource source, string path, ImageFileWriterOptions? options = null,
        IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ImageFileWriterOptions();
        cancellationToken.ThrowIfCancellationRequested();
        var extents = options.KeepHoles ? await source.GetExtentsAsync(cancellationToken).ConfigureAwait(false) : null;
        using var file = AtomicFile.Create(path, source.Length, options.Overwrite, preallocate: !options.KeepHoles);
        using var copy = new ParallelCopy(source, file, extents, options, new TransferMeter(source.Length, progress), cancellationToken);
        await copy.RunAsync(options.EffectiveWorkers).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Run(() => file.Commit(options.Flush), CancellationToken.None).ConfigureAwait(false);
    }
}
