using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IBMCloud.KeyProtect;

/// <summary>Traces what takes several requests, and counts refusals by their reason (docs/observability.md).</summary>
internal static class KeyTelemetry
{
    private static readonly ActivitySource Source = new("IBMCloud.KeyProtect");
    private static readonly Meter Meter = new("IBMCloud.KeyProtect");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("ibmcloud.key_protect.refusals", "{refusal}", "What the service refused, by problem.");

    public static Activity? StartImport(string instance) => Source.StartActivity("import a root key with a token")?.SetTag("ibmcloud.instance", instance);

    public static void Refused(KeyProtectProblem problem) => Refusals.Add(1, new KeyValuePair<string, object?>("problem", problem.ToString()));
}
