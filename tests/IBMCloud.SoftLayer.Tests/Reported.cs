namespace IBMCloud.SoftLayer.Tests;

/// <summary>Reports at once, on the reporting thread.</summary>
internal sealed class Reported<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
