namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>How a step ended, in a word, for people and programs.</summary>
internal static class StepWord
{
    public static string Of(StepOutcomeKind kind) => kind switch
    {
        StepOutcomeKind.Created => "created",
        StepOutcomeKind.Exists => "exists",
        _ => "checked",
    };

    /// <summary>In a run.</summary>
    public static string OfRun(E2EProgress end) => end.Stage == E2EStage.Failed ? "failed" : end.Outcome is { } outcome ? Of(outcome.Kind) : "done";

    /// <summary>In a tear-down.</summary>
    public static string OfTearDown(E2EProgress end) => end.Stage == E2EStage.Failed ? "remains" : "removed";
}
