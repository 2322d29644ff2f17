namespace IBMCloud.ObjectStorage.Transfers;

/// <summary>
/// One try of a transfer. It ends when nothing has moved for a while, not when it takes long: on a slow line many parts share little, and each of them is fine.
/// </summary>
internal sealed class TransferAttempt : IDisposable
{
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _both;
    private readonly TimeSpan _longestSilence;

    public TransferAttempt(TimeSpan longestSilence, TimeProvider time, CancellationToken cancellationToken)
    {
        _longestSilence = longestSilence;
        _silence = new CancellationTokenSource(longestSilence, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _silence.Token);
    }

    /// <summary>Ends with the caller's, and after the longest silence.</summary>
    public CancellationToken Token => _both.Token;

    /// <summary>Something arrived that a repeat need not ask for again.</summary>
    public bool HasGained { get; private set; }

    /// <summary>Bytes moved.</summary>
    public void Moved() => _silence.CancelAfter(_longestSilence);

    /// <summary>Bytes arrived and are kept.</summary>
    public void Gained()
    {
        HasGained = true;
        Moved();
    }

    public void Dispose()
    {
        _both.Dispose();
        _silence.Dispose();
    }
}
