using Amazon.S3.Model;
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

    /// <inheritdoc/>
    public override long Length => Properties.Length;

    /// <inheritdoc/>
    protected override async ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var done = 0;
        await _retry.RunAsync(
            "read", $"{Properties.Bucket}/{Properties.Key}",
            async token =>
            {
                // What has arrived is kept: a repeat asks for the rest.
                var request = new GetObjectRequest
                {
                    BucketName = Properties.Bucket,
                    Key = Properties.Key,
                    ByteRange = new ByteRange(offset + done, offset + destination.Length - 1),
                    EtagToMatch = $"\"{Properties.ETag}\"",
                };
                using var response = await _transport.S3.GetObjectAsync(request, token).ConfigureAwait(false);
                var body = new StallingStream(response.ResponseStream, _transport.Options.TimeProvider);
                while (done < destination.Length)
                {
                    var read = await body.ReadAsync(destination[done..], token).ConfigureAwait(false);
                    done += read > 0 ? read : throw new EndOfStreamException("the answer ended before the range did");
                }

                return true;
            },
            S3Operation.TimeoutFor(destination.Length),
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
