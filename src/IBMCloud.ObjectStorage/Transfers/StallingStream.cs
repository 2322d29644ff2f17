namespace IBMCloud.ObjectStorage.Transfers;

/// <summary>Reads an answer's body and gives up when no byte comes for a while: a long transfer is fine, a silent one is not.</summary>
internal readonly struct StallingStream(Stream body, TimeProvider time)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        var reading = body.ReadAsync(destination, cancellationToken);
        if (reading.IsCompleted)
        {
            return await reading.ConfigureAwait(false);
        }

        var task = reading.AsTask();
        try
        {
            return await task.WaitAsync(LongestSilence, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            // The read still owns the buffer until the stream is closed under it.
            await body.DisposeAsync().ConfigureAwait(false);
            await task.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
            throw new IOException($"no byte came for {LongestSilence.TotalSeconds:0} s", e);
        }
    }
}
