using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>Passes what a wait sees on to the run's progress.</summary>
internal sealed class Waiting(E2EStepContext context) : IProgress<WaitProgress>
{
    public void Report(WaitProgress value) =>
        context.Report(value.Running.Count == 0 ? $"waiting, {value.Elapsed.TotalSeconds:0} s" : $"{string.Join(", ", value.Running)}, {value.Elapsed.TotalSeconds:0} s");
}
