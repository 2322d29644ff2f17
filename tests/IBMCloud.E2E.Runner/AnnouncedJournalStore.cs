namespace IBMCloud.E2E.Runner;

/// <summary>A store that says each of its writes, and what changed by it.</summary>
public sealed class AnnouncedJournalStore(RunJournalStore inner, Announcements said) : RunJournalStore
{
    public override async Task<RunJournalHandle> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        var handle = await inner.OpenAsync(name, cancellationToken);
        said.Say("open");
        return new Handle(handle, said);
    }

    private sealed class Handle(RunJournalHandle inner, Announcements said) : RunJournalHandle
    {
        private RunJournal? _last;

        public override async Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default)
        {
            var document = await inner.ReadAsync(cancellationToken);
            _last = document is null ? null : RunJournal.Parse(document);
            return document;
        }

        public override Task WriteAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default)
        {
            var now = RunJournal.Parse(document.Span);
            var what = ChangeTo(now);
            _last = now;
            return said.WriteAsync(what, () => inner.WriteAsync(document, cancellationToken));
        }

        public override Task<IReadOnlyList<string>> ReadPartsAsync(CancellationToken cancellationToken = default) => inner.ReadPartsAsync(cancellationToken);

        public override Task AppendPartAsync(string line, CancellationToken cancellationToken = default) =>
            said.WriteAsync("upload: a part is stored", () => inner.AppendPartAsync(line, cancellationToken));

        public override Task ClearPartsAsync(CancellationToken cancellationToken = default) =>
            said.WriteAsync("upload: parts cleared", () => inner.ClearPartsAsync(cancellationToken));

        public override ValueTask DisposeAsync() => inner.DisposeAsync();

        // Steps run side by side: one write may carry the changes of several.
        private string ChangeTo(RunJournal now)
        {
            if (_last is null)
            {
                return "begin";
            }

            var changes = now.Steps.Select(step => (step.Key, Now: step.Value, Last: _last.Steps.GetValueOrDefault(step.Key)))
                .Select(step => step.Last?.State != step.Now.State || step.Last.Attempts != step.Now.Attempts ? $"{step.Key}: {step.Now.State}"
                    : step.Last.AbsentBefore != step.Now.AbsentBefore ? $"{step.Key}: intent"
                    : null)
                .OfType<string>().ToList();
            return changes.Count > 0 ? string.Join(", ", changes) : "facts";
        }
    }
}
