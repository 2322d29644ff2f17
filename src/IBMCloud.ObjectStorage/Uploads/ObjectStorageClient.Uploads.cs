using System.IO.Pipelines;
using IBMCloud.ObjectStorage.Uploads;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage;

public sealed partial class ObjectStorageClient
{
    /// <summary>
    /// Uploads all of a source. Each part carries a digest that the service checks before it stores it, is read from the source again where it must be repeated, and is
    /// compared with the entity tag that comes back; so is the finished object. What is smaller than a part goes in a single request.
    /// </summary>
    /// <remarks>
    /// Nothing is overwritten unasked: the object is looked for before the start and once more before the parts are joined. The service promises no condition on the
    /// joining itself, so an object that another writer stores in that last moment is replaced.
    /// </remarks>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="source">What to upload; read by several threads at once.</param>
    /// <param name="options">Part size, parts in flight, journal and resume; the defaults where <see langword="null"/>.</param>
    /// <param name="progress">Told after each part, from the workers' threads.</param>
    /// <param name="cancellationToken">Stops the upload; what is stored is aborted unless the options keep it.</param>
    /// <exception cref="ObjectStorageException">The source is empty or changed, the object exists, or the service refused.</exception>
    /// <exception cref="Core.IbmCloudTransportException">The service could not be reached after many repeats.</exception>
    /// <remarks>What the source throws passes through as it is.</remarks>
    public async Task<UploadedObject> UploadAsync(
        string bucket, string key, ImageSource source, UploadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckName(bucket, key);
        ArgumentNullException.ThrowIfNull(source);
        options ??= new UploadOptions();
        var target = new UploadTarget(bucket, key);
        if (source.Length == 0)
        {
            throw UploadRefusal.Empty(target);
        }

        var plan = PartPlan.For(source.Length, options.PartSize);
        return plan.Count == 1 && options.Resume is null && plan.Length <= PartPlan.DefaultPart
            ? await PutAsync(target, source, options, progress, cancellationToken).ConfigureAwait(false)
            : await new MultipartUploader(_multipart, _objects, target, source, options, _transport.Options.TimeProvider).RunAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Uploads all that a pipe yields. A part is repeated from memory; the upload cannot be resumed, since a pipe gives its bytes once, and is aborted when it fails.
    /// </summary>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Key.</param>
    /// <param name="source">Read to its end, not completed.</param>
    /// <param name="length">Bytes that the pipe will yield: another number is an error. <see langword="null"/> where unknown; then 10,000 parts must do.</param>
    /// <param name="options">Part size, parts in flight; the defaults where <see langword="null"/>. Journal and resume do not apply.</param>
    /// <param name="progress">Told after each part, from the senders' threads.</param>
    /// <param name="cancellationToken">Stops the upload and aborts what is stored.</param>
    /// <exception cref="ObjectStorageException">The pipe was empty or ended early, the object exists, or the service refused.</exception>
    public Task<UploadedObject> UploadAsync(
        string bucket, string key, PipeReader source, long? length, UploadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckName(bucket, key);
        ArgumentNullException.ThrowIfNull(source);
        return new PipeUploader(_multipart, _objects, new UploadTarget(bucket, key), source, options ?? new UploadOptions(), _transport.Options.TimeProvider)
            .RunAsync(length, progress, cancellationToken);
    }

    private async Task<UploadedObject> PutAsync(
        UploadTarget target, ImageSource source, UploadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        if (!options.Overwrite && await _objects.HeadAsync(target, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            throw UploadRefusal.Exists(target, existing);
        }

        var meter = new TransferMeter(source.Length, progress, _transport.Options.TimeProvider);
        var body = await PartBody.ReadAsync(source, 0, source.Length, PartBody.BufferFor(source.Length), cancellationToken).ConfigureAwait(false);
        var (etag, version) = await _objects.PutAsync(target, body, options, cancellationToken).ConfigureAwait(false);
        meter.Add(source.Length);
        return new(target.Bucket, target.Key, source.Length, etag, version, PartsSent: 1, PartsKept: 0);
    }
}
