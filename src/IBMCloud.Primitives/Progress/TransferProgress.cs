namespace IBMCloud.Primitives;

/// <summary>How far a transfer is. Reported through <see cref="IProgress{T}"/>.</summary>
/// <param name="BytesDone">Bytes finished, never more than <paramref name="BytesTotal"/>.</param>
/// <param name="BytesTotal">Bytes in all.</param>
/// <param name="BytesPerSecond">Rate over the whole transfer so far; 0 until it can be told.</param>
/// <param name="Remaining">Time left at that rate; <see langword="null"/> until it can be told.</param>
public readonly record struct TransferProgress(long BytesDone, long BytesTotal, double BytesPerSecond, TimeSpan? Remaining);
