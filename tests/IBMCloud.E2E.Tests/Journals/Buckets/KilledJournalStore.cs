namespace IBMCloud.E2E.Tests.Journals.Buckets;

/// <summary>
/// Kills a run at its n-th journal write, before or after it is stored: every write after it fails, and what the runner held of the run is never given back.
/// </summary>
internal sealed class KilledJournalStore(RunJournalStore inner, int write, bool written, bool onlyParts) : RunJournalStore
{
    private int _writes;

    public override async Task<RunJournalHandle> OpenAsync(string name, CancellationToken cancellationToken = default) =>
        new Handle(this, await inner.OpenAsync(name, cancellationToken));

    private async Task WriteAsync(bool counts, Func<Task> store)
    {
        var number = counts ? Interlocked.Increment(ref _writes) : Volatile.Read(ref _writes);
        if (number < write || (number == write && written && counts))
        {
            await store();
        }

        if (number >= write)
        {
            throw new CutOffException();
        }
    }

    private sealed class Handle(KilledJournalStore owner, RunJournalHandle inner) : RunJournalHandle
    {
        public override CancellationToken Lost => inner.Lost;

        public override Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override Task WriteAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default) =>
            owner.WriteAsync(!owner.OnlyParts, () => inner.WriteAsync(document, cancellationToken));

        public override Task<IReadOnlyList<string>> ReadPartsAsync(CancellationToken cancellationToken = default) => inner.ReadPartsAsync(cancellationToken);

        public override Task AppendPartAsync(string line, CancellationToken cancellationToken = default) =>
            owner.WriteAsync(counts: true, () => inner.AppendPartAsync(line, cancellationToken));

        public override Task ClearPartsAsync(CancellationToken cancellationToken = default) => inner.ClearPartsAsync(cancellationToken);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private bool OnlyParts => onlyParts;
}
