using System.Buffers;
using System.Security.Cryptography;
using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>
/// The bytes of one part and their MD5, which the service must know before the first of them. A part that fits is read once into the worker's buffer; a larger one
/// is read twice: for the digest and while it is sent.
/// </summary>
internal sealed class PartBody
{
    public const long LargestBuffered = 64L << 20;
    private const int Block = 1 << 20;
    private readonly Func<Stream> _open;

    private PartBody(byte[] md5, long length, Func<Stream> open)
    {
        Md5 = md5;
        Length = length;
        _open = open;
    }

    /// <summary>16 bytes.</summary>
    public byte[] Md5 { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>The buffer that a worker needs for parts of a size.</summary>
    public static byte[] BufferFor(long partSize) => ArrayPool<byte>.Shared.Rent((int)(partSize <= LargestBuffered ? partSize : Block));

    /// <summary>Gives a buffer back for the next upload. What is in it is what was sent.</summary>
    public static void Return(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Bytes that are in memory already and stay there until the part is stored.</summary>
    public static PartBody Of(ReadOnlyMemory<byte> bytes)
    {
        if (!System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array))
        {
            throw new ArgumentException("The bytes must lie in an array.", nameof(bytes));
        }

        return new(MD5.HashData(bytes.Span), bytes.Length, () => new MemoryStream(array.Array!, array.Offset, array.Count, writable: false));
    }

    public static async Task<PartBody> ReadAsync(ImageSource source, long offset, long length, byte[] buffer, CancellationToken cancellationToken)
    {
        if (length <= buffer.Length)
        {
            await FillAsync(source, offset, buffer.AsMemory(0, (int)length), cancellationToken).ConfigureAwait(false);
            return Of(buffer.AsMemory(0, (int)length));
        }

        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        for (long done = 0; done < length;)
        {
            var block = buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done));
            await FillAsync(source, offset + done, block, cancellationToken).ConfigureAwait(false);
            md5.AppendData(block.Span);
            done += block.Length;
        }

        return new(md5.GetHashAndReset(), length, () => new ImageSourceStream(source, offset, length));
    }

    /// <summary>A new stream over the same bytes, for one attempt.</summary>
    public WatchedStream Open(TransferAttempt attempt) => new(_open(), attempt);

    private static async ValueTask FillAsync(ImageSource source, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (await source.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false) != destination.Length)
        {
            throw new ObjectStorageException(ObjectStorageError.SourceChanged, "upload",
                $"The source ended before byte {offset + destination.Length:N0}, although it says that it is longer. Stop what changes it and start again.");
        }
    }
}
