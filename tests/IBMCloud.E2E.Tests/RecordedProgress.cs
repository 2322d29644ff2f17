using System.Collections.Concurrent;

namespace IBMCloud.E2E.Tests;

/// <summary>Keeps what a run reports, in order, on the thread that reports it.</summary>
public sealed class RecordedProgress : IProgress<E2EProgress>
{
    private readonly ConcurrentQueue<E2EProgress> _events = new();

    public IReadOnlyCollection<E2EProgress> Events => _events;

    public void Report(E2EProgress value) => _events.Enqueue(value);
}
