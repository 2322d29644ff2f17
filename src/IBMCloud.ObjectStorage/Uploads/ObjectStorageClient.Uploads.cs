using System.IO.Pipelines;
using IBMCloud.ObjectStorage.Transfers;
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
        return await TransferTelemetry.TraceUploadAsync("upload", bucket, key, async () =>
        {
            var uploaded = plan.Count == 1 && options.Resume is null && plan.Length <= PartPlan.DefaultPart
                ? await PutAsync(target, source, options, progress, cancellationToken).ConfigureAwait(false)
                : await new MultipartUploader(_multipart, _objects, target, source, options, _transport.Options.TimeProvider).RunAsync(progress, cancellationToken).ConfigureAwait(false);
            if (options.ReadBack)
            {
                await ReadBackAsync(uploaded, source, cancellationToken).ConfigureAwait(false);
            }

            return uploaded;
        }).ConfigureAwait(false);
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
        options ??= new UploadOptions();
        return options.ReadBack
            ? throw new ArgumentException("What a pipe yields comes once and cannot be compared with the object. Upload a random-access source, or leave ReadBack off.", nameof(options))
            : TransferTelemetry.TraceUploadAsync("upload from a pipe", bucket, key,
                () => new PipeUploader(_multipart, _objects, new UploadTarget(bucket, key), source, options, _transport.Options.TimeProvider).RunAsync(length, progress, cancellationToken));
    }

    private async Task<UploadedObject> PutAsync(
        UploadTarget target, ImageSource source, UploadOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        if (!options.Overwrite && await _objects.HeadAsync(target, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            throw UploadRefusal.Exists(target, existing);
        }

        var meter = new TransferMeter(source.Length, progress, _transport.Options.TimeProvider);
        var buffer = PartBody.BufferFor(source.Length);
        var body = await PartBody.ReadAsync(source, 0, source.Length, buffer, cancellationToken).ConfigureAwait(false);
        var (etag, version) = await _objects.PutAsync(target, body, options, cancellationToken).ConfigureAwait(false);
        PartBody.Return(buffer);
        meter.Add(source.Length);
        var uploaded = new UploadedObject(target.Bucket, target.Key, source.Length, etag, version, PartsSent: 1, PartsKept: 0);
        if (etag != Convert.ToHexStringLower(body.Md5) && !options.ReadBack)
        {
            // An opaque tag or damage: one part cannot tell, and a small object is soon read.
            await ReadBackAsync(uploaded, source, cancellationToken).ConfigureAwait(false);
        }

        return uploaded;
    }

    private Task<bool> ReadBackAsync(UploadedObject uploaded, ImageSource source, CancellationToken cancellationToken) =>
        TransferTelemetry.TraceAsync("read back", uploaded.Bucket, uploaded.Key, async _ =>
        {
            var stored = await OpenExpectedAsync(uploaded.Bucket, uploaded.Key, new DownloadOptions { ExpectedETag = uploaded.ETag }, cancellationToken).ConfigureAwait(false);
            using var cached = stored.ReadAhead(new ReadAheadOptions());
            return await ImageComparison.FindFirstDifferenceAsync(cached, source, cancellationToken: cancellationToken).ConfigureAwait(false) is not { } at
                ? true
                : throw new ObjectStorageException(ObjectStorageError.Damaged, "read back",
                    $"'{uploaded.Bucket}/{uploaded.Key}' differs from what was uploaded at byte {at:N0}, although the service accepted its digests. Delete the object, upload it again, and tell the service's support.");
        });
}
