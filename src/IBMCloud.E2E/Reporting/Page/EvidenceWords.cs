using System.Globalization;

namespace IBMCloud.E2E;

/// <summary>How an evidence report says times, lengths and verdicts.</summary>
internal static class EvidenceWords
{
    public static string Of(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.Shown => "shown",
        EvidenceVerdict.NotShown => "not shown",
        _ => "contradicted",
    };

    /// <summary>A name for style sheets.</summary>
    public static string Class(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.Shown => "good",
        EvidenceVerdict.NotShown => "open",
        _ => "bad",
    };

    // A sign beside the word: colour alone tells some readers nothing.
    public static string Sign(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.Shown => "✓",
        EvidenceVerdict.NotShown => "?",
        _ => "✗",
    };

    public static string Of(EvidenceSource source) => source switch
    {
        EvidenceSource.Journal => "run's journal",
        EvidenceSource.Verification => "verification",
        _ => "audit events",
    };

    public static string Of(EvidenceStep step) => step.State switch
    {
        StepState.Done => step.Outcome switch
        {
            StepOutcomeKind.Created => "made",
            StepOutcomeKind.Exists => step.CreatedByRun ? "made earlier" : "found",
            StepOutcomeKind.Checked => "checked",
            _ => "done",
        },
        StepState.Failed => "failed",
        StepState.Removed => "removed",
        StepState.Running => "cut off",
        _ => "not begun",
    };

    public static string Class(EvidenceStep step) => step.State switch
    {
        StepState.Done => step.CreatedByRun ? "made" : "found",
        StepState.Failed => "bad",
        _ => "open",
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Bytes(long? count) => count is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes") : "";

    public static string Duration(TimeSpan time) => time.TotalSeconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
        : time.TotalDays < 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} days {time.Hours} h");
}
