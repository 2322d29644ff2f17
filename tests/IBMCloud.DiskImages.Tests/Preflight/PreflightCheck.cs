using IBMCloud.DiskImages.Preflight;

namespace IBMCloud.DiskImages.Tests.Preflight;

/// <summary>Inspects images as a user does.</summary>
internal static class PreflightCheck
{
    public static async Task<PreflightReport> InspectAsync(byte[] image, PreflightTarget target = PreflightTarget.ClassicVhd, PreflightOptions? options = null) =>
        await ImageInspector.InspectAsync(TestDisk.Source(image), target, options ?? new PreflightOptions { ObjectName = NameFor(target) }, TestContext.Current.CancellationToken);

    public static string NameFor(PreflightTarget target) => target switch
    {
        PreflightTarget.ClassicVhd => "server.vhd-0.vhd",
        PreflightTarget.ClassicLuks => "server.raw",
        _ => "server.qcow2",
    };

    /// <summary>The rules with a verdict, by name.</summary>
    public static string[] Rules(this PreflightReport report, PreflightVerdict verdict) => [.. report.With(verdict).Select(finding => finding.Rule)];

    public static PreflightFinding Of(this PreflightReport report, string rule) => report.Findings.Single(finding => finding.Rule == rule);
}
