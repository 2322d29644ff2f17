using System.IO.Pipelines;
using IBMCloud.ObjectStorage.Downloads;
using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage;

public sealed partial class ObjectStorageClient
{
    /// <summary>Downloads an object to a file, in parallel ranges of one and the same object. The file appears whole or not at all.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="path">The file; written under a temporary name in the same folder and renamed at the end.</param>
    /// <param name="options">Ranges and overwriting; the defaults where <see langword="null"/>.</param>
    /// <param name="progress">Told after each range, from the workers' threads.</param>
    /// <param name="cancellationToken">Stops the download; nothing is left of the file.</param>
    /// <exception cref="ObjectStorageException">There is no such object, or it changed underneath.</exception>
    /// <exception cref="ImageFileException">The file exists or cannot be written.</exception>
    public async Task<ObjectProperties> DownloadAsync(
        string bucket, string key, string path, DownloadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new DownloadOptions();
        return await TransferTelemetry.TraceAsync("download", bucket, key, async _ =>
        {
            var source = await OpenExpectedAsync(bucket, key, options, cancellationToken).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                using var file = AtomicFile.Create(path, source.Length, options.Overwrite);
                await new RangeDownload(source, options, new TransferMeter(source.Length, progress, _transport.Options.TimeProvider)).ToFileAsync(file, cancellationToken).ConfigureAwait(false);
                await Task.Run(() => file.Commit(), CancellationToken.None).ConfigureAwait(false);
                return source.Properties;
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Downloads an object to a pipe, in order, with the next ranges on their way already. A slow reader stalls the download and fills no memory.</summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="destination">Gets the bytes; not completed. A reader that completes ends the download.</param>
    /// <param name="options">Ranges; the defaults where <see langword="null"/>.</param>
    /// <param name="progress">Told after each range.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <exception cref="ObjectStorageException">There is no such object, or it changed underneath.</exception>
    public async Task<ObjectProperties> DownloadAsync(
        string bucket, string key, PipeWriter destination, DownloadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        options ??= new DownloadOptions();
        return await TransferTelemetry.TraceAsync("download to a pipe", bucket, key, async _ =>
        {
            var source = await OpenExpectedAsync(bucket, key, options, cancellationToken).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                await new RangeDownload(source, options, new TransferMeter(source.Length, progress, _transport.Options.TimeProvider)).ToPipeAsync(destination, cancellationToken).ConfigureAwait(false);
                return source.Properties;
            }
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens an object for reading by ranges through a bounded cache that reads ahead where it is read in order: for readers of small pieces, such as a decrypting view.
    /// </summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="cache">Block size, blocks and read-ahead.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ObjectStorageException">There is no such object.</exception>
    public async Task<ImageSource> OpenObjectAsync(string bucket, string key, ReadAheadOptions cache, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cache);
        return (await OpenObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false)).ReadAhead(cache);
    }

    private async Task<ObjectImageSource> OpenExpectedAsync(string bucket, string key, DownloadOptions options, CancellationToken cancellationToken)
    {
        var source = await OpenObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        return options.ExpectedETag is not { } expected || expected == source.Properties.ETag
            ? source
            : throw new ObjectStorageException(ObjectStorageError.ObjectChanged, "read",
                $"'{bucket}/{key}' has the entity tag {source.Properties.ETag}, not {expected}: it is another object than expected. Look at it before you take it.");
    }
}
