using System.Collections.Concurrent;

namespace IBMCloud.Emulator.Hosting;

/// <summary>The last requests that the emulator answered, oldest first; without headers and bodies, so without secrets.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 100_000;
    private readonly ConcurrentQueue<EmulatorRequest> _requests = [];

    public IReadOnlyList<EmulatorRequest> Snapshot() => [.. _requests];

    public void Add(EmulatorRequest request)
    {
        _requests.Enqueue(request);
        while (_requests.Count > Capacity && _requests.TryDequeue(out _))
        {
        }
    }
}
