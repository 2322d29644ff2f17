using System.Text.Json.Serialization;
using IBMCloud.DiskImages.Preflight;

namespace IBMCloud.DiskImages.Json;

/// <summary>A preflight's report as it is written.</summary>
internal sealed record PreflightReportJson(
    string Target, string? Format, long? DiskSize, string? OperatingSystem, string? OperatingSystemReferenceCode, bool HasFailures, IReadOnlyList<PreflightFindingJson> Findings)
{
    public static PreflightReportJson Of(PreflightReport report) => new(
        PreflightText.Of(report.Target),
        report.Format is { } format ? PreflightText.Of(format) : null,
        report.DiskSize,
        report.OperatingSystem,
        report.OperatingSystemReferenceCode,
        report.HasFailures,
        [.. report.Findings.Select(finding => new PreflightFindingJson(finding.Rule, PreflightText.Of(finding.Verdict), finding.Evidence, finding.Remedy, finding.Source))]);
}

/// <summary>A finding as it is written.</summary>
internal sealed record PreflightFindingJson(string Rule, string Verdict, string Evidence, string? Remedy, string Source);

/// <summary>Writes reports: indented, since people read them too.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PreflightReportJson))]
internal sealed partial class PreflightJsonContext : JsonSerializerContext;
