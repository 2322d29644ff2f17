using IBMCloud.E2E;

namespace QuickStart;

/// <summary>Prints what a run does: a line for each step when it ends, and one for each tenth of a transfer.</summary>
internal sealed class ConsoleProgress : IProgress<E2EProgress>
{
    private readonly Lock _printing = new();
    private long _tenth = -1;

    public void Report(E2EProgress value)
    {
        lock (_printing)
        {
            if (value.Stage is E2EStage.Done or E2EStage.Failed)
            {
                Console.WriteLine($"  {(value.Stage == E2EStage.Failed ? "failed" : value.Outcome?.Kind.ToString().ToLowerInvariant()),-8} {value.Title}: {value.Detail}");
            }
            else if (value.Transfer is { BytesTotal: > 0 } transfer && 10 * transfer.BytesDone / transfer.BytesTotal is var tenth && tenth != _tenth)
            {
                _tenth = tenth;
                Console.WriteLine($"           {value.Title}: {10 * tenth} % of {transfer.BytesTotal / 1e6:N0} MB, {transfer.BytesPerSecond / 1e6:N0} MB/s, {transfer.Remaining?.TotalSeconds ?? 0:0} s left");
            }
        }
    }
}
