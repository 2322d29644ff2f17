namespace IBMCloud.Primitives;

/// <summary>Counts the bytes of one transfer from any number of threads and reports rate and remaining time.</summary>
public sealed class TransferMeter
{
    private readonly IProgress<TransferProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly long _total;
    private readonly long _started;
    private long _done;

    /// <summary>Starts the clock.</summary>
    /// <param name="bytesTotal">Bytes in all.</param>
    /// <param name="progress">Told after each <see cref="Add"/>; may be <see langword="null"/>.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public TransferMeter(long bytesTotal, IProgress<TransferProgress>? progress, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytesTotal);
        _total = bytesTotal;
        _progress = progress;
        _time = time ?? TimeProvider.System;
        _started = _time.GetTimestamp();
    }

    /// <summary>Where the transfer stands.</summary>
    public TransferProgress Current => At(Volatile.Read(ref _done));

    /// <summary>Adds finished bytes and reports.</summary>
    /// <param name="bytes">Bytes finished since the last call on any thread.</param>
    public void Add(long bytes)
    {
        var done = Interlocked.Add(ref _done, bytes);
        _progress?.Report(At(done));
    }

    private TransferProgress At(long done)
    {
        var seconds = _time.GetElapsedTime(_started).TotalSeconds;
        var rate = seconds > 0 ? done / seconds : 0;
        var remaining = rate > 0 ? (_total - done) / rate : -1;
        return new TransferProgress(done, _total, rate, remaining is >= 0 and < 1e9 ? TimeSpan.FromSeconds(remaining) : null);
    }
}
