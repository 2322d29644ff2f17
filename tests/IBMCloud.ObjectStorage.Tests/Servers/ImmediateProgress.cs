using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>Progress on the reporting thread, so that nothing comes after the call.</summary>
public sealed class ImmediateProgress(Action<TransferProgress> report) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) => report(value);
}
