using System.Globalization;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>What a run does, as lines on stderr: one where a step ends, and one for each tenth of a transfer. For logs and pipes, where bars cannot move.</summary>
/// <param name="word">How a step ended, in a word.</param>
internal sealed class StepLines(Func<E2EProgress, string> word) : IProgress<E2EProgress>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _tenths = new(StringComparer.Ordinal);

    public void Report(E2EProgress value)
    {
        lock (_gate)
        {
            if (value.Stage is E2EStage.Done or E2EStage.Failed)
            {
                Console.Error.WriteLine($"{word(value),-8} {value.StepId}: {value.Detail ?? value.Title}");
            }
            else if (value.Transfer is { BytesTotal: > 0 } transfer && 10 * transfer.BytesDone / transfer.BytesTotal is var tenth && tenth > _tenths.GetValueOrDefault(value.StepId))
            {
                _tenths[value.StepId] = tenth;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-8} {value.StepId}: {TerminalProgress.Line(transfer).TrimStart()}"));
            }
        }
    }
}
