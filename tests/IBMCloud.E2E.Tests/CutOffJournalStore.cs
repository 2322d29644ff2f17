namespace IBMCloud.E2E.Tests;

/// <summary>Ends a run at its n-th journal write, before or after it is stored, and from then on at every write: what a kill leaves behind.</summary>
public sealed class CutOffJournalStore(RunJournalStore inner, int write, bool written) : RunJournalStore
{
    private int _writes;

    /// <summary>
    /// Writes at which a run is cut off, each once before and once after it is stored: every n-th of those from <paramref name="first"/> to <paramref name="last"/>, where
    /// <paramref name="variable"/> says n; few in a user's run.
    /// </summary>
    public static TheoryData<int, bool> Points(int first, int last, string variable = "IBMCLOUD_E2E_KILL_STEP")
    {
        var step = HeavyCount.From(variable, 23);
        var points = new TheoryData<int, bool>();
        for (var number = first; number <= last; number += step)
        {
            points.Add(number, true);
            points.Add(number, false);
        }

        return points;
    }

    public override async Task<RunJournalHandle> OpenAsync(string name, CancellationToken cancellationToken = default) =>
        new Handle(this, await inner.OpenAsync(name, cancellationToken));

    private async Task WriteAsync(Func<Task> store)
    {
        var number = Interlocked.Increment(ref _writes);
        if (number < write || (number == write && written))
        {
            await store();
        }

        if (number >= write)
        {
            throw new CutOffException();
        }
    }

    private sealed class Handle(CutOffJournalStore owner, RunJournalHandle inner) : RunJournalHandle
    {
        public override Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override Task WriteAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default) =>
            owner.WriteAsync(() => inner.WriteAsync(document, cancellationToken));

        public override Task<IReadOnlyList<string>> ReadPartsAsync(CancellationToken cancellationToken = default) => inner.ReadPartsAsync(cancellationToken);

        public override Task AppendPartAsync(string line, CancellationToken cancellationToken = default) => owner.WriteAsync(() => inner.AppendPartAsync(line, cancellationToken));

        public override Task ClearPartsAsync(CancellationToken cancellationToken = default) => inner.ClearPartsAsync(cancellationToken);

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

/// <summary>The run was cut off.</summary>
public sealed class CutOffException : IOException;
