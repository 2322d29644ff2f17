using System.Globalization;
using System.Text;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>Collects the rows of the result tables and the plots, and prints them as Markdown.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _plots = [];

    public IReadOnlyDictionary<string, string> Plots => _plots;

    public void Section(string title, string note)
    {
        _text.AppendLine().AppendLine($"## {title}").AppendLine().AppendLine(note).AppendLine();
    }

    public void RatioTable() =>
        _text.AppendLine("| ours | against | ratio min / median / max | best / best | goal | met |").AppendLine("|---|---|---|---|---|---|");

    /// <summary>A row of ratios where more is better. The goal is held against the better of median and best over best, which is what quiet moments show.</summary>
    public void Ratio(Contest contest, string ours, string theirs, double? goal = null)
    {
        var ratio = contest.Ratio(ours, theirs);
        if (ratio.IsEmpty)
        {
            _text.AppendLine($"| {ours} | {theirs} | could not run here | | {Goal(goal)} | |");
            return;
        }

        var best = contest.BestRatio(ours, theirs);
        var met = goal is null ? "" : ratio.Median >= goal ? "yes" : best >= goal ? "at best" : "no";
        _text.AppendLine(CultureInfo.InvariantCulture,
            $"| {ours} | {theirs} | {ratio.Min:0.00} / {ratio.Median:0.00} / {ratio.Max:0.00} | {best:0.00} | {Goal(goal)} | {met} |");
    }

    public void Absolute(Contest contest, string unit)
    {
        _text.AppendLine().AppendLine($"Absolute figures of the same rounds, {unit}, which another machine or hour will not repeat:").AppendLine()
            .AppendLine("| contender | min | median | max |").AppendLine("|---|---|---|---|");
        foreach (var name in contest.Names)
        {
            var series = contest.Of(name);
            _text.AppendLine(series.IsEmpty ? $"| {name} | could not run here | | |"
                : string.Create(CultureInfo.InvariantCulture, $"| {name} | {series.Min:0.00} | {series.Median:0.00} | {series.Max:0.00} |"));
        }

        _text.AppendLine();
    }

    public void FactTable() => _text.AppendLine("| quantity | value | goal | met |").AppendLine("|---|---|---|---|");

    public void Fact(string quantity, string value, string goal = "", bool? met = null) =>
        _text.AppendLine($"| {quantity} | {value} | {goal} | {(met is null ? "" : met.Value ? "yes" : "no")} |");

    public void Line(string text) => _text.AppendLine(text);

    public void Plot(string file, string title, string svg)
    {
        _plots[file] = svg;
        _text.AppendLine().AppendLine($"![{title}](plots/{file})").AppendLine();
    }

    public override string ToString() => _text.ToString();

    private static string Goal(double? goal) => goal is null ? "" : string.Create(CultureInfo.InvariantCulture, $"≥ {goal:0.00}");
}
