using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Digests of a plain disk and of the encrypted image that disk, layout and key give: in one pass over both, without a call to a service.</summary>
/// <param name="ImageSha256">SHA-256 of the plain disk, in hexadecimal.</param>
/// <param name="ObjectSha256">SHA-256 of the encrypted image, in hexadecimal.</param>
/// <param name="ETag">The entity tag that Object Storage gives these bytes, uploaded in parts of the given size, or at once.</param>
internal sealed record ImageDigests(string ImageSha256, string ObjectSha256, string ETag)
{
    private const int ChunkSize = 1 << 20;

    public static async Task<ImageDigests> OfAsync(
        ImageSource plain, ImageSource encrypted, long? partSize, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var before = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var after = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var part = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var parts = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var meter = new TransferMeter(plain.Length + encrypted.Length, progress);
        await ReadAsync(plain, long.MaxValue, bytes => before.AppendData(bytes), null, meter, cancellationToken).ConfigureAwait(false);
        var (count, last) = (0, new byte[16]);
        await ReadAsync(
            encrypted,
            partSize ?? long.MaxValue,
            bytes =>
            {
                after.AppendData(bytes);
                part.AppendData(bytes);
            },
            () =>
            {
                last = part.GetHashAndReset();
                parts.AppendData(last);
                count++;
            },
            meter,
            cancellationToken).ConfigureAwait(false);
        return new ImageDigests(
            Convert.ToHexStringLower(before.GetHashAndReset()),
            Convert.ToHexStringLower(after.GetHashAndReset()),
            partSize is null ? Convert.ToHexStringLower(last) : $"{Convert.ToHexStringLower(parts.GetHashAndReset())}-{count}");
    }

    private delegate void Consumer(ReadOnlySpan<byte> bytes);

    private static async Task ReadAsync(
        ImageSource source, long partSize, Consumer consume, Action? endPart, TransferMeter meter, CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkSize];
        for (long offset = 0; offset < source.Length;)
        {
            var count = (int)Math.Min(Math.Min(ChunkSize, source.Length - offset), partSize - offset % partSize);
            var read = await source.ReadAsync(offset, buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException($"The image ends at byte {offset:N0} of {source.Length:N0}: it is being changed, or was cut short. Verify it when nothing writes to it.");
            }

            consume(buffer.AsSpan(0, read));
            offset += read;
            meter.Add(read);
            if (offset % partSize == 0 || offset == source.Length)
            {
                endPart?.Invoke();
            }
        }

        CryptographicOperations.ZeroMemory(buffer);
    }
}
