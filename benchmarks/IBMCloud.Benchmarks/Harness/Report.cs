using System.Globalization;
using System.Text;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>Collects the rows of the result tables and the plots, and prints them as Markdown.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _plots = [];
    private readonly List<string> _belowFloor = [];

    public IReadOnlyDictionary<string, string> Plots => _plots;

    /// <summary>What is worse than the floor that it has, in sentences.</summary>
    public IReadOnlyList<string> BelowFloor => _belowFloor;

    public void Section(string title, string note)
    {
        _text.AppendLine().AppendLine($"## {title}").AppendLine().AppendLine(note).AppendLine();
    }

    public void RatioTable() =>
        _text.AppendLine("| ours | against | ratio min / median / max | best / best | goal | met | floor |").AppendLine("|---|---|---|---|---|---|---|");

    /// <summary>
    /// A row of ratios where more is better. The goal is held against the median, then against best over best, which is what quiet moments show; the floor against the better of both.
    /// </summary>
    public void Ratio(Contest contest, string ours, string theirs, double? goal = null, double? floor = null)
    {
        var ratio = contest.Ratio(ours, theirs);
        if (ratio.IsEmpty)
        {
            _text.AppendLine($"| {ours} | {theirs} | could not run here | | {AtLeast(goal)} | | {AtLeast(floor)} |");
            return;
        }

        var best = contest.BestRatio(ours, theirs);
        var met = goal is null ? "" : ratio.Median >= goal ? "yes" : best >= goal ? "at best" : "no";
        _text.AppendLine(CultureInfo.InvariantCulture,
            $"| {ours} | {theirs} | {ratio.Min:0.00} / {ratio.Median:0.00} / {ratio.Max:0.00} | {best:0.00} | {AtLeast(goal)} | {met} | {AtLeast(floor)} |");
        if (Math.Max(ratio.Median, best) < floor)
        {
            _belowFloor.Add(string.Create(CultureInfo.InvariantCulture, $"{ours} against {theirs}: {Math.Max(ratio.Median, best):0.00}, floor {floor:0.00}"));
        }
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

    /// <summary>A quantity where less is better.</summary>
    public void AtMost(string quantity, double value, double goal, double floor)
    {
        if (!double.IsFinite(value))
        {
            Fact(quantity, "could not run here", string.Create(CultureInfo.InvariantCulture, $"≤ {goal}"));
            return;
        }

        Fact(quantity, value.ToString("0.00", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"≤ {goal}"), value <= goal);
        if (value > floor)
        {
            _belowFloor.Add(string.Create(CultureInfo.InvariantCulture, $"{quantity}: {value:0.00}, at most {floor}"));
        }
    }

    public void Line(string text) => _text.AppendLine(text);

    public void Plot(string file, string title, string svg)
    {
        _plots[file] = svg;
        _text.AppendLine().AppendLine($"![{title}](plots/{file})").AppendLine();
    }

    public override string ToString() => _text.ToString();

    private static string AtLeast(double? ratio) => ratio is null ? "" : string.Create(CultureInfo.InvariantCulture, $"≥ {ratio:0.00}");
}
