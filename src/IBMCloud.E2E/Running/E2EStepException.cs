using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>A step of a run failed. The journal has everything up to there: the same run goes on once the cause is mended.</summary>
public sealed class E2EStepException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="stepId">Id of the step.</param>
    /// <param name="title">What the step does.</param>
    /// <param name="runName">Name of the run.</param>
    /// <param name="innerException">Why it failed.</param>
    public E2EStepException(string stepId, string title, string runName, Exception innerException)
        : base($"Step '{stepId}' ({title}) failed: {innerException.Message} The run '{runName}' has kept what was done: mend the cause and run it again, it goes on from there.", innerException)
    {
        StepId = stepId;
    }

    internal E2EStepException(E2EStepException failed, string title, string whatNow, TearDownReport? rolledBack)
        : base($"Step '{failed.StepId}' ({title}) failed: {failed.InnerException!.Message} {whatNow}", failed.InnerException)
    {
        StepId = failed.StepId;
        RolledBack = rolledBack;
    }

    /// <summary>What was removed after the failure and what remained, where the request wanted a roll-back; otherwise <see langword="null"/>.</summary>
    public TearDownReport? RolledBack { get; }

    /// <summary>Id of the step.</summary>
    public string StepId { get; }
}
