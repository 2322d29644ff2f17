using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IBMCloud.ResourceController;

/// <summary>Traces and measures the wait for an instance, which no single request shows (docs/observability.md).</summary>
internal static class InstanceTelemetry
{
    private static readonly ActivitySource Source = new("IBMCloud.ResourceController");
    private static readonly Meter Meter = new("IBMCloud.ResourceController");
    private static readonly Histogram<double> Waits = Meter.CreateHistogram<double>("ibmcloud.resource_controller.provisioning.duration", "s", "How long an instance was waited for until it was active.");

    public static Activity? StartWait(string id) => Source.StartActivity("wait for an instance")?.SetTag("ibmcloud.instance", id);

    public static void Waited(TimeSpan time) => Waits.Record(time.TotalSeconds);
}
