using System.Collections.Concurrent;

namespace IBMCloud.Emulator.State;

/// <summary>The audit events of the emulated cloud, oldest first (the last 100,000).</summary>
internal sealed class AuditTrail
{
    private const int Capacity = 100_000;
    private readonly ConcurrentQueue<AuditEvent> _events = [];

    public IReadOnlyList<AuditEvent> Snapshot() => [.. _events];

    public void Add(AuditEvent one)
    {
        _events.Enqueue(one);
        while (_events.Count > Capacity && _events.TryDequeue(out _))
        {
        }
    }
}
