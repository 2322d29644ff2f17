using System.Globalization;
using Spectre.Console;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>What a run does, as bars on a terminal: a line for each step that began.</summary>
internal sealed class StepBars : IProgress<E2EProgress>
{
    private const int LongestDetail = 60, LeastDetail = 8, Bar = 24, LeastText = 40;

    // Percentage and elapsed time, and the gaps between the four columns.
    private const int Figures = 4 + 8 + 6;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
    private readonly ProgressContext _context;
    private readonly Func<E2EProgress, string> _word;
    private readonly Func<int> _room;

    private StepBars(ProgressContext context, Func<E2EProgress, string> word, Func<int> room) => (_context, _word, _room) = (context, word, room);

    /// <summary>Does work while its bars are shown.</summary>
    /// <param name="word">How a step ended, in a word.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> ShowAsync<T>(Func<E2EProgress, string> word, Func<IProgress<E2EProgress>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Interactive = InteractionSupport.Yes });
        var bar = Math.Clamp(console.Profile.Width - Figures - LeastText, 4, Bar);
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = bar }, new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(new StepBars(context, word, () => console.Profile.Width - Figures - bar))).ConfigureAwait(false);
    }

    public void Report(E2EProgress value)
    {
        lock (_gate)
        {
            if (!_tasks.TryGetValue(value.StepId, out var task))
            {
                task = _tasks[value.StepId] = _context.AddTask(Markup.Escape(value.Title));
                task.IsIndeterminate = true;
            }

            switch (value)
            {
                case { Stage: E2EStage.Done }:
                    Say(task, value.Title, "green", _word(value), value.Detail);
                    task.IsIndeterminate = false;
                    task.Value = task.MaxValue;
                    task.StopTask();
                    break;
                case { Stage: E2EStage.Failed }:
                    Say(task, value.Title, "red", _word(value), null);
                    task.IsIndeterminate = false;
                    task.StopTask();
                    break;
                case { Transfer: { BytesTotal: > 0 } transfer }:
                    task.IsIndeterminate = false;
                    task.Value = task.MaxValue * transfer.BytesDone / transfer.BytesTotal;
                    Say(task, value.Title, "blue", string.Create(CultureInfo.InvariantCulture, $"{transfer.BytesPerSecond / 1e6:N0} MB/s"),
                        transfer.Remaining is { } left ? string.Create(CultureInfo.InvariantCulture, $"{left:h\\:mm\\:ss} left") : null);
                    break;
                case { Detail: { } detail }:
                    Say(task, value.Title, "blue", detail, null);
                    break;
            }
        }
    }

    // A line that is too long for the terminal would take its room from the figures, which then stand below each other.
    private void Say(ProgressTask task, string title, string color, string word, string? detail)
    {
        var left = _room();
        var text = $"{Cut(title, ref left)} [{color}]{Cut(word, ref left)}[/]";
        task.Description = detail is not null && left >= LeastDetail ? $"{text} [grey]{Cut(detail.Split('\n')[0], ref left)}[/]" : text;
    }

    private static string Cut(string text, ref int left)
    {
        var longest = Math.Clamp(left, 1, LongestDetail);
        var cut = text.Length <= longest ? text : text[..(longest - 1)] + "…";
        left -= cut.Length + 1;
        return Markup.Escape(cut);
    }
}
