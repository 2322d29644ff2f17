using System.Collections.Concurrent;

namespace IBMCloud.E2E;

/// <summary>Journals in memory: for tests, and for programs that keep them elsewhere. What it holds ends with the program.</summary>
public sealed class MemoryJournalStore : RunJournalStore
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The document of a run, or <see langword="null"/>.</summary>
    /// <param name="name">Name of the run.</param>
    public RunJournal? Find(string name) => _entries.TryGetValue(name, out var entry) && entry.Document is { } document ? RunJournal.Parse(document) : null;

    /// <inheritdoc/>
    public override Task<RunJournalHandle> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var entry = _entries.GetOrAdd(name, _ => new Entry());
        return Interlocked.Exchange(ref entry.Held, 1) == 0
            ? Task.FromResult<RunJournalHandle>(new Handle(entry))
            : throw new RunJournalException(RunJournalError.InUse, $"The run '{name}' is in use. Wait until the other runner ends.");
    }

    private sealed class Entry
    {
        public int Held;

        public byte[]? Document { get; set; }

        public List<string> Parts { get; } = [];
    }

    private sealed class Handle(Entry entry) : RunJournalHandle
    {
        public override Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult(entry.Document);

        public override Task WriteAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default)
        {
            entry.Document = document.ToArray();
            return Task.CompletedTask;
        }

        public override Task<IReadOnlyList<string>> ReadPartsAsync(CancellationToken cancellationToken = default)
        {
            lock (entry.Parts)
            {
                return Task.FromResult<IReadOnlyList<string>>([.. entry.Parts]);
            }
        }

        public override Task AppendPartAsync(string line, CancellationToken cancellationToken = default)
        {
            lock (entry.Parts)
            {
                entry.Parts.Add(line);
            }

            return Task.CompletedTask;
        }

        public override Task ClearPartsAsync(CancellationToken cancellationToken = default)
        {
            lock (entry.Parts)
            {
                entry.Parts.Clear();
            }

            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            Volatile.Write(ref entry.Held, 0);
            return ValueTask.CompletedTask;
        }
    }
}
