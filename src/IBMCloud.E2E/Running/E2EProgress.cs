using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Something happened in a run.</summary>
/// <param name="StepId">Id of the step.</param>
/// <param name="Title">What the step does, for people.</param>
/// <param name="Stage">What happened.</param>
/// <param name="Detail">A few words, or <see langword="null"/>.</param>
/// <param name="Transfer">How far a transfer of the step is, with rate and remaining time, or <see langword="null"/>.</param>
/// <param name="Outcome">How the step ended, at <see cref="E2EStage.Done"/>.</param>
public sealed record E2EProgress(
    string StepId, string Title, E2EStage Stage, string? Detail = null, TransferProgress? Transfer = null, StepOutcome? Outcome = null);

/// <summary>What happened to a step.</summary>
public enum E2EStage
{
    /// <summary>It began.</summary>
    Started,

    /// <summary>It goes on.</summary>
    Working,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,
}
