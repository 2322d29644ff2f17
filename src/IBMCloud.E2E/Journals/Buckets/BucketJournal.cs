using System.Text;

namespace IBMCloud.E2E;

/// <summary>The journal of one run in a bucket, held under a lease. It writes objects of its own generation only.</summary>
internal sealed class BucketJournal(JournalObjects objects, JournalLease lease) : RunJournalHandle
{
    // Appending stores the object again: 100 lines are 11 kB. 10,000 parts, the most that an upload has, make 100 objects.
    private const int LinesPerObject = 100;

    // A service refuses to store an object without a byte.
    private static readonly byte[] Nothing = "\n"u8.ToArray();

    private readonly SemaphoreSlim _appending = new(1, 1);
    private readonly StringBuilder _lines = new();
    private int _count;
    private int _number = 1;

    public override CancellationToken Lost => lease.Lost;

    public override async Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default)
    {
        var newest = (await lease.CheckAsync(cancellationToken).ConfigureAwait(false)).LastOrDefault(one => one.Kind == JournalObjectKind.Document);
        return newest is null ? null : await objects.ReadAsync(newest.Key, cancellationToken).ConfigureAwait(false);
    }

    public override async Task WriteAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default)
    {
        var before = await lease.CheckAsync(cancellationToken).ConfigureAwait(false);
        await objects.PutAsync(objects.DocumentKey(lease.Generation), document, cancellationToken).ConfigureAwait(false);
        await DeleteAsync(before.Where(one => one.Kind == JournalObjectKind.Document && one.Generation < lease.Generation), cancellationToken).ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<string>> ReadPartsAsync(CancellationToken cancellationToken = default)
    {
        var log = (await lease.CheckAsync(cancellationToken).ConfigureAwait(false)).Where(IsOfLog).ToList();
        var lines = new List<string>();
        foreach (var one in log.Skip(1 + log.FindLastIndex(one => one.Kind == JournalObjectKind.PartsCleared)))
        {
            if (await objects.ReadAsync(one.Key, cancellationToken).ConfigureAwait(false) is { } text)
            {
                lines.AddRange(Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return lines;
    }

    public override async Task AppendPartAsync(string line, CancellationToken cancellationToken = default)
    {
        await _appending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lease.ThrowIfLost();
            _lines.Append(line).Append('\n');
            await objects.PutAsync(objects.PartsKey(lease.Generation, _number), Encoding.UTF8.GetBytes(_lines.ToString()), cancellationToken).ConfigureAwait(false);
            if (++_count >= LinesPerObject)
            {
                BeginObject();
            }
        }
        finally
        {
            _appending.Release();
        }
    }

    public override async Task ClearPartsAsync(CancellationToken cancellationToken = default)
    {
        await _appending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The mark first: a line that an older runner sends late is then behind it, and does not count.
            var before = await lease.CheckAsync(cancellationToken).ConfigureAwait(false);
            BeginObject();
            await objects.PutAsync(objects.PartsClearedKey(lease.Generation, _number), Nothing, cancellationToken).ConfigureAwait(false);
            BeginObject();
            await DeleteAsync(before.Where(IsOfLog), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _appending.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await lease.DisposeAsync().ConfigureAwait(false);
        _appending.Dispose();
    }

    private static bool IsOfLog(JournalObject one) => one.Kind is JournalObjectKind.Parts or JournalObjectKind.PartsCleared;

    private void BeginObject()
    {
        _number++;
        _count = 0;
        _lines.Clear();
    }

    private async Task DeleteAsync(IEnumerable<JournalObject> old, CancellationToken cancellationToken)
    {
        foreach (var one in old)
        {
            await objects.DeleteAsync(one.Key, cancellationToken).ConfigureAwait(false);
        }
    }
}
