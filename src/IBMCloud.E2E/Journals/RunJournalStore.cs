namespace IBMCloud.E2E;

/// <summary>Where journals are kept. One runner at a time holds the journal of a run.</summary>
public abstract class RunJournalStore
{
    /// <summary>Takes hold of the journal of a run, whether it exists yet or not.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunJournalException">Another runner holds it, or the store failed.</exception>
    public abstract Task<RunJournalHandle> OpenAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Looks whether the store can be used, without taking hold of anything: for health checks.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunJournalException">It cannot be used now.</exception>
    public virtual Task CheckAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}

/// <summary>The journal of one run, held by this runner until it is disposed: a document, and a log that is only appended to.</summary>
public abstract class RunJournalHandle : IAsyncDisposable
{
    /// <summary>
    /// Cancelled when this runner no longer holds the journal: what is under way stops, and every write is refused with <see cref="RunJournalError.LeaseLost"/>.
    /// Never cancelled where the store has a hard lock.
    /// </summary>
    public virtual CancellationToken Lost => CancellationToken.None;

    /// <summary>The document, or <see langword="null"/> where there is none yet.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the document. When the call returns it survives a kill and a power failure; a kill in between leaves the old one or the new one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task WriteAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default);

    /// <summary>The lines of the log of uploaded parts, oldest first. A line that a kill cut short is left out.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task<IReadOnlyList<string>> ReadPartsAsync(CancellationToken cancellationToken = default);

    /// <summary>Appends a line.</summary>
    /// <param name="line">The line, without a line break.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task AppendPartAsync(string line, CancellationToken cancellationToken = default);

    /// <summary>Empties the log: a new upload begins.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task ClearPartsAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets another runner have it.</summary>
    public abstract ValueTask DisposeAsync();
}
