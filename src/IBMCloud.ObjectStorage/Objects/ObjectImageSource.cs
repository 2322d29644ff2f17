using Amazon.S3.Model;
using IBMCloud.ObjectStorage.Downloads;
using IBMCloud.ObjectStorage.Http;
using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage;

/// <summary>
/// An object as a disk, read by ranges. Every read asks for the entity tag that the object had when it was opened, so all of them come from one object; one that
/// was replaced in the meantime is an <see cref="ObjectStorageException"/> with <see cref="ObjectStorageError.ObjectChanged"/>.
/// </summary>
/// <remarks>Reads go to the service each time, repeated where they break off. Read asynchronously where possible: the blocking form holds a thread meanwhile.</remarks>
public sealed class ObjectImageSource : ImageSource
{
    private readonly S3Transport _transport;
    private readonly TransferRetry _retry;

    internal ObjectImageSource(S3Transport transport, ObjectProperties properties)
    {
        _transport = transport;
        _retry = new TransferRetry(transport.Options);
        Properties = properties;
    }

    /// <summary>The object when it was opened.</summary>
    public ObjectProperties Properties { get; }

    /// <summary>The same object through a bounded cache that reads ahead where it is read in order. The returned source owns this one.</summary>
    /// <param name="cache">Block size and blocks.</param>
    public ImageSource ReadAhead(ReadAheadOptions cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        return new ReadAheadSource(this, cache);
    }

    /// <inheritdoc/>
    public override long Length => Properties.Length;

    /// <inheritdoc/>
    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var done = 0;
        await _retry.RunAsync(
            "read", $"{Properties.Bucket}/{Properties.Key}",
            async attempt =>
            {
                // What has arrived is kept: a repeat asks for the rest.
                var request = new GetObjectRequest
                {
                    BucketName = Properties.Bucket,
                    Key = Properties.Key,
                    ByteRange = new ByteRange(offset + done, offset + destination.Length - 1),
                    EtagToMatch = $"\"{Properties.ETag}\"",
                };
                using var response = await _transport.S3.GetObjectAsync(request, attempt.Token).ConfigureAwait(false);
                var body = new StallingStream(response.ResponseStream, _transport.Options.TimeProvider);
                while (done < destination.Length)
                {
                    var read = await body.ReadAsync(destination[done..], attempt.Token).ConfigureAwait(false);
                    done += read > 0 ? read : throw new EndOfStreamException("the answer ended before the range did");
                    TransferTelemetry.Read(read);
                    attempt.Gained();
                }

                return true;
            },
            S3Operation.LongestSilence,
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        var buffer = new byte[destination.Length];
        BlockingRead.Run(cancellationToken => ReadExactlyAsync(offset, buffer, cancellationToken));
        buffer.CopyTo(destination);
    }
}
