using System.Text;
using System.Text.Json;
using IBMCloud.DiskImages.Json;

namespace IBMCloud.DiskImages.Preflight;

/// <summary>What <see cref="ImageInspector"/> found.</summary>
public sealed class PreflightReport
{
    internal PreflightReport(PreflightTarget target, IReadOnlyList<PreflightFinding> findings)
    {
        Target = target;
        Findings = findings;
    }

    /// <summary>What the image is to become.</summary>
    public PreflightTarget Target { get; }

    /// <summary>The file's format; <see langword="null"/> where it is damaged.</summary>
    public DiskImageFormat? Format { get; internal init; }

    /// <summary>Size of the disk in the file, in bytes; <see langword="null"/> where it could not be opened.</summary>
    public long? DiskSize { get; internal init; }

    /// <summary>The operating system's name as it says it; <see langword="null"/> where it could not be found.</summary>
    public string? OperatingSystem { get; internal init; }

    /// <summary>
    /// What an import calls the operating system, by the pattern of the known names: <c>DEBIAN_12_64</c> on classic, <c>debian-12-amd64</c> in VPC.
    /// <see langword="null"/> where the operating system could not be found or is of no known family.
    /// </summary>
    public string? OperatingSystemReferenceCode { get; internal init; }

    /// <summary>A finding per rule of the target, in the order in which a user would mend them.</summary>
    public IReadOnlyList<PreflightFinding> Findings { get; }

    /// <summary>Whether any finding is a failure.</summary>
    public bool HasFailures => Findings.Any(finding => finding.Verdict == PreflightVerdict.Fail);

    /// <summary>The findings with a verdict.</summary>
    /// <param name="verdict">Which.</param>
    public IEnumerable<PreflightFinding> With(PreflightVerdict verdict) => Findings.Where(finding => finding.Verdict == verdict);

    /// <summary>The report as text for people: a line per finding, with remedy and source where something is to be done.</summary>
    public string ToText()
    {
        var width = Findings.Max(finding => finding.Rule.Length);
        var text = new StringBuilder();
        text.Append(PreflightText.Of(Target)).Append(": ").AppendLine(Summary());
        foreach (var finding in Findings)
        {
            text.Append(PreflightText.Of(finding.Verdict).PadRight(PreflightText.VerdictWidth)).Append("  ")
                .Append(finding.Rule.PadRight(width)).Append("  ").AppendLine(finding.Evidence);
            if (finding.Verdict != PreflightVerdict.Ok)
            {
                var indent = new string(' ', PreflightText.VerdictWidth + width + 4);
                text.Append(indent).Append("do: ").AppendLine(finding.Remedy).Append(indent).Append("see: ").AppendLine(finding.Source);
            }
        }

        return text.ToString();
    }

    /// <summary>The report as JSON text; verdicts are <c>ok</c>, <c>warn</c>, <c>fail</c> and <c>cannot tell</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(PreflightReportJson.Of(this), PreflightJsonContext.Default.PreflightReportJson);

    /// <inheritdoc/>
    public override string ToString() => $"{PreflightText.Of(Target)}: {Summary()}";

    private string Summary()
    {
        int Count(PreflightVerdict verdict) => With(verdict).Count();
        return $"{Count(PreflightVerdict.Fail)} to mend, {Count(PreflightVerdict.Warn)} warnings, {Count(PreflightVerdict.CannotTell)} that cannot be told, {Count(PreflightVerdict.Ok)} good";
    }
}
