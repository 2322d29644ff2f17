namespace IBMCloud.ObjectStorage.Tests;

/// <summary>Tests that read the counters of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone in the process";
}
