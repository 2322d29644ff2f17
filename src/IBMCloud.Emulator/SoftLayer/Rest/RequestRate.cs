namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>The account's limit of requests in any second of the cloud's clock.</summary>
internal sealed class RequestRate(EmulatorClock clock, int perSecond)
{
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _taken = new();

    /// <summary>Counts a request.</summary>
    /// <exception cref="Hosting.ServiceError">The limit is used up.</exception>
    public void Take()
    {
        if (perSecond == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        lock (_gate)
        {
            while (_taken.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(1))
            {
                _taken.Dequeue();
            }

            if (_taken.Count >= perSecond)
            {
                throw SoftLayerErrors.RateLimited(perSecond);
            }

            _taken.Enqueue(now);
        }
    }
}
