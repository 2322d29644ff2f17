namespace IBMCloud.Primitives;

/// <summary>
/// Bytes that can be read as a disk: a file, a VHD, an object in a bucket, a decrypted container, an encrypted view.
/// </summary>
/// <remarks>
/// <para>A source is a pure function from offset to byte: any range, in any order, any number of times, by any number of parallel readers,
/// always gives the same bytes. That is what lets one image be encrypted, uploaded, retried and resumed part by part.</para>
/// <para>A read fills what was asked for. It is shorter only where the source ends, and where the source cannot deliver
/// (it was cut short, it changed, a device failed) it throws; it never makes up zeros.</para>
/// </remarks>
public abstract class ImageSource : IDisposable, IAsyncDisposable
{
    /// <summary>Length in bytes. It does not change.</summary>
    public abstract long Length { get; }

    /// <summary>Reads from <paramref name="offset"/> on a thread that may block.</summary>
    /// <param name="offset">Where to begin, in bytes; at or past <see cref="Length"/> nothing is read.</param>
    /// <param name="destination">Filled whole, or up to the end of the source.</param>
    /// <returns>Bytes read: the lesser of the destination's length and what the source has from <paramref name="offset"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    /// <exception cref="IOException">The source could not deliver the bytes that its length promises.</exception>
    public int Read(long offset, Span<byte> destination)
    {
        var count = CountAt(offset, destination.Length);
        if (count > 0)
        {
            ReadExactly(offset, destination[..count]);
        }

        return count;
    }

    /// <summary>Reads from <paramref name="offset"/> without blocking a thread where the source can.</summary>
    /// <param name="offset">Where to begin, in bytes; at or past <see cref="Length"/> nothing is read.</param>
    /// <param name="destination">Filled whole, or up to the end of the source.</param>
    /// <param name="cancellationToken">Ends the read early.</param>
    /// <returns>Bytes read: the lesser of the destination's length and what the source has from <paramref name="offset"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    /// <exception cref="IOException">The source could not deliver the bytes that its length promises.</exception>
    public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        var count = CountAt(offset, destination.Length);
        if (count == 0)
        {
            return ValueTask.FromResult(0);
        }

        var read = ReadExactlyAsync(offset, destination[..count], cancellationToken);
        return read.IsCompletedSuccessfully ? ValueTask.FromResult(count) : Await(read, count);

        static async ValueTask<int> Await(ValueTask read, int count)
        {
            await read.ConfigureAwait(false);
            return count;
        }
    }

    /// <summary>
    /// The ranges that may hold data, in rising order, not empty, not touching or overlapping. Everything else reads as zeros.
    /// One whole extent where nothing is known; none for a source that is all zeros.
    /// </summary>
    /// <param name="cancellationToken">Ends the search early.</param>
    public virtual ValueTask<IReadOnlyList<ImageExtent>> GetExtentsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ImageExtent>>(Length == 0 ? [] : [new ImageExtent(0, Length)]);

    /// <summary>Fills <paramref name="destination"/>, which lies wholly inside the source, or throws.</summary>
    /// <param name="offset">Where to begin: not negative.</param>
    /// <param name="destination">At least one byte, ending at or before <see cref="Length"/>.</param>
    protected abstract void ReadExactly(long offset, Span<byte> destination);

    /// <summary>Fills <paramref name="destination"/>, which lies wholly inside the source, or throws.</summary>
    /// <param name="offset">Where to begin: not negative.</param>
    /// <param name="destination">At least one byte, ending at or before <see cref="Length"/>.</param>
    /// <param name="cancellationToken">Ends the read early.</param>
    protected abstract ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Frees what the source holds.</summary>
    /// <param name="disposing">Always <see langword="true"/>; kept for the pattern.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private int CountAt(long offset, int wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return (int)Math.Clamp(Length - offset, 0, wanted);
    }
}
