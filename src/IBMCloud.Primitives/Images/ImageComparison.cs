using System.Buffers;

namespace IBMCloud.Primitives;

/// <summary>
/// Compares a decrypted image with the plain one. Formats round an image up to their unit, so equal means: the whole plain image is there,
/// and whatever follows it is zeros.
/// </summary>
public static class ImageComparison
{
    private const int ChunkSize = 1 << 20;

    /// <summary>Finds the first byte in which two images differ.</summary>
    /// <param name="image">The image to judge; it may be longer than <paramref name="plain"/> by zeros.</param>
    /// <param name="plain">What it should hold.</param>
    /// <param name="progress">Told after each chunk; may be <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the comparison early.</param>
    /// <returns>Offset in bytes of the first difference, or <see langword="null"/> where there is none.</returns>
    public static async ValueTask<long?> FindFirstDifferenceAsync(
        ImageSource image, ImageSource plain, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(plain);
        var length = Math.Max(image.Length, plain.Length);
        var meter = new TransferMeter(length, progress);
        for (long offset = 0; offset < length; offset += ChunkSize)
        {
            var count = (int)Math.Min(ChunkSize, length - offset);
            if (await FindFirstDifferenceAsync(image, plain, offset, count, cancellationToken).ConfigureAwait(false) is { } difference)
            {
                return difference;
            }

            meter.Add(count);
        }

        return null;
    }

    /// <summary>Finds the first byte in which a range of two images differs.</summary>
    /// <param name="image">The image to judge; it may be longer than <paramref name="plain"/> by zeros.</param>
    /// <param name="plain">What it should hold.</param>
    /// <param name="offset">First byte of the range.</param>
    /// <param name="count">Bytes in the range; it may reach past the end of either image.</param>
    /// <param name="cancellationToken">Ends the comparison early.</param>
    /// <returns>Offset in bytes of the first difference, or <see langword="null"/> where there is none.</returns>
    public static async ValueTask<long?> FindFirstDifferenceAsync(
        ImageSource image, ImageSource plain, long offset, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(plain);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var buffer = ArrayPool<byte>.Shared.Rent(2 * count);
        try
        {
            var actual = buffer.AsMemory(0, count);
            var expected = buffer.AsMemory(count, count);
            var have = await image.ReadAsync(offset, actual, cancellationToken).ConfigureAwait(false);
            var want = await plain.ReadAsync(offset, expected, cancellationToken).ConfigureAwait(false);
            if (have < want && image.Length < plain.Length)
            {
                // The image lacks bytes of the plain one: the end of the image is where they begin to differ, unless something differs before.
                var common = actual.Span[..have].CommonPrefixLength(expected.Span[..have]);
                return offset + common;
            }

            expected.Span[want..].Clear();
            var equal = actual.Span[..have].CommonPrefixLength(expected.Span[..have]);
            return equal == have ? null : offset + equal;
        }
        finally
        {
            // Both halves held the user's plaintext.
            buffer.AsSpan(0, 2 * count).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
