namespace IBMCloud.ActivityTracker;

/// <summary>A place where events are read: a log service, files in a bucket, classic infrastructure's event log.</summary>
public interface IAuditEventSource
{
    /// <summary>Name of the source, for people.</summary>
    string Name { get; }

    /// <summary>Reads events in any order. More than was asked for may come: what does not belong is left out by the timeline.</summary>
    /// <param name="scope">Which time and which things are asked about.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<AuditEvent> ReadAsync(AuditScope scope, CancellationToken cancellationToken);
}

/// <summary>A source made of a function: how events come in from where this package has no client of its own.</summary>
/// <param name="name">Name of the source.</param>
/// <param name="read">Reads the events.</param>
public sealed class DelegateEventSource(string name, Func<AuditScope, CancellationToken, IAsyncEnumerable<AuditEvent>> read) : IAuditEventSource
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public IAsyncEnumerable<AuditEvent> ReadAsync(AuditScope scope, CancellationToken cancellationToken) => read(scope, cancellationToken);
}
