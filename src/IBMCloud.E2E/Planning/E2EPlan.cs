using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.E2E;

/// <summary>What a run would do, found out by reading only.</summary>
public sealed record E2EPlan
{
    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>The steps, in an order in which they could be done one after the other.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }

    /// <summary>Nothing stands in the way.</summary>
    [JsonIgnore]
    public bool CanRun => Steps.All(step => step.Verdict != PlanVerdict.Cannot);

    /// <summary>The plan as a text table for people.</summary>
    public string ToText()
    {
        var rows = Steps.Select(step => (string[])[step.Id, Words(step.Verdict), step.Cost == CostClass.Billed ? "billed" : "", step.TearDownRemoves ? "yes" : "", step.Permission, step.Reason]).ToList();
        rows.Insert(0, ["step", "plan", "cost", "torn down", "needs", "why"]);
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 5 ? cell.PadRight(widths[column]) : cell)).TrimEnd()));
    }

    /// <summary>The plan as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Default.E2EPlan);

    /// <summary>The plan as a Mermaid flow chart: what waits for what.</summary>
    public string ToMermaid()
    {
        var lines = new List<string> { "flowchart TD" };
        foreach (var step in Steps)
        {
            lines.Add($"    {step.Id}[\"{step.Title.Replace("\"", "#quot;", StringComparison.Ordinal)}<br/>{Words(step.Verdict)}\"]:::{step.Verdict}");
            lines.AddRange(step.After.Select(before => $"    {before} --> {step.Id}"));
        }

        lines.Add("    classDef Exists fill:#e8e8e8,stroke:#888,color:#111");
        lines.Add("    classDef WillCreate fill:#d6f0d6,stroke:#3a8a3a,color:#111");
        lines.Add("    classDef WillChange fill:#fff0c8,stroke:#b08a1a,color:#111");
        lines.Add("    classDef WillCheck fill:#e0ecfa,stroke:#4a78b0,color:#111");
        lines.Add("    classDef Cannot fill:#f8d0d0,stroke:#b03030,color:#111");
        return string.Join('\n', lines);
    }

    /// <summary>The plan as an SVG picture: what waits for what. It stands alone, and follows a light or dark surrounding.</summary>
    public string ToSvg() => StepGraphPicture.Of(
        [.. Steps.Select(step => new StepGraphPicture.Node(step.Id, step.Title, Words(step.Verdict), step.Verdict.ToString(), step.After))], $"Plan of the run {Name}", PictureStyle).ToString();

    private const string PictureStyle = """
        text{font:13px system-ui,sans-serif;fill:#161b26}.soft{font-size:12px;fill:#4d5769}.edge{fill:none;stroke:#7a8496;stroke-width:1.2}
        .node{fill:#fff;stroke:#8a94a6;stroke-width:1.5}.WillCreate{stroke:#1a7f4b}.WillChange{stroke:#a06a00}.WillCheck{stroke:#3b67b0}.Cannot{stroke:#b3162b;stroke-width:3}
        @media (prefers-color-scheme:dark){text{fill:#e8ecf3}.soft{fill:#a9b4c6}.node{fill:#181e28}}
        """;

    private static string Words(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Exists => "exists",
        PlanVerdict.WillCreate => "will create",
        PlanVerdict.WillChange => "will change",
        PlanVerdict.WillCheck => "will check",
        _ => "cannot",
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(E2EPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
