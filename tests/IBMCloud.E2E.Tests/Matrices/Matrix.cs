using System.Collections.Concurrent;
using System.Text;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>Points by outcome: what a matrix of cases found, as a table for people. With IBMCLOUD_E2E_MATRIX_OUT set, it is written into that folder.</summary>
/// <param name="name">Name of the file.</param>
/// <param name="title">What was tried.</param>
/// <param name="rowTitle">What a row is.</param>
internal sealed class Matrix(string name, string title, string rowTitle)
{
    private readonly ConcurrentDictionary<(int Row, string Text), ConcurrentDictionary<string, string>> _rows = new();
    private readonly ConcurrentQueue<string> _wrong = new();

    // 1: every case, as in CI; n: every n-th one; 0: a few.
    private static readonly int Step = HeavyCount.From("IBMCLOUD_E2E_MATRICES", 0);

    /// <summary>Seed of the samples: another one in each run, unless it is given to repeat one.</summary>
    public static int Seed { get; } = HeavyCount.From("IBMCLOUD_E2E_MATRIX_SEED", Environment.TickCount & 0xFFFFFF);

    /// <summary>Every case or every n-th one where IBMCLOUD_E2E_MATRICES says so, else some that chance chooses.</summary>
    public static IReadOnlyList<T> Sample<T>(IReadOnlyList<T> cases, int some)
    {
        // A step that is longer than the list would pass over all of it.
        var step = Math.Min(Step, cases.Count);
        return step > 0 ? [.. cases.Where((_, number) => number % step == Seed % step)] : [.. new Random(Seed).GetItems([.. cases], some).Distinct()];
    }

    /// <summary>Tries cases side by side.</summary>
    public static Task TryAsync<T>(IEnumerable<T> cases, int atOnce, Func<T, Task> tryOne) =>
        Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = TestCloud.Cancel }, async (one, _) => await tryOne(one));

    /// <summary>Notes how a case ended.</summary>
    /// <param name="row">Number of the row, then its text.</param>
    /// <param name="column">Column.</param>
    /// <param name="outcome">How a good case ended.</param>
    /// <param name="wrong">What is wrong; nothing in a good case.</param>
    public void Set((int, string) row, string column, string outcome, IReadOnlyCollection<string> wrong)
    {
        _rows.GetOrAdd(row, _ => new())[column] = wrong.Count == 0 ? outcome : "WRONG";
        foreach (var one in wrong)
        {
            _wrong.Enqueue($"{row.Item2} | {column}: {one}");
        }
    }

    /// <summary>Fails where any case was wrong, or none was tried.</summary>
    public void ShouldBeGreen()
    {
        var cases = _rows.Values.Sum(row => row.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{title}: {cases} cases, {(Step == 1 ? "all" : $"a sample, IBMCLOUD_E2E_MATRIX_SEED={Seed} repeats it")}");
        if (Environment.GetEnvironmentVariable("IBMCLOUD_E2E_MATRIX_OUT") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{name}.md"), ToMarkdown());
        }

        cases.Should().BePositive();
        _wrong.Should().BeEmpty("{0} (seed {1})", title, Seed);
    }

    private string ToMarkdown()
    {
        var columns = _rows.Values.SelectMany(row => row.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var text = new StringBuilder($"## {title}\n\n{_rows.Values.Sum(row => row.Count)} cases, {(_wrong.IsEmpty ? "all as they should be" : $"{_wrong.Count} findings")}.\n\n");
        text.AppendLine($"| {rowTitle} | {string.Join(" | ", columns)} |").AppendLine($"|{string.Concat(Enumerable.Repeat("---|", columns.Count + 1))}");
        foreach (var (row, cells) in _rows.OrderBy(row => row.Key))
        {
            text.AppendLine($"| {row.Text} | {string.Join(" | ", columns.Select(column => cells.GetValueOrDefault(column, "")))} |");
        }

        foreach (var one in _wrong)
        {
            text.Append($"\n- {one.Replace("\n", " ", StringComparison.Ordinal)}");
        }

        return text.AppendLine().ToString();
    }
}
