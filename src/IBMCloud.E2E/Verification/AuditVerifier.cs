using IBMCloud.ActivityTracker;
using IBMCloud.Core;

namespace IBMCloud.E2E;

/// <summary>What the events of a run prove: the platform used the user's root key, and nothing that should have happened is missing.</summary>
internal static class AuditVerifier
{
    private const string Unwrapped = "the platform unwrapped with the root key";
    private const string Complete = "the audit timeline is complete";

    /// <param name="scope">The run.</param>
    /// <param name="due">From when on every event should be there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<IReadOnlyList<VerificationCheck>> VerifyAsync(RunScope scope, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (scope.Facts.TemplateId is null)
        {
            const string Early = "the run has not come to the import yet";
            return [new(Unwrapped, CheckVerdict.NotMade, Early), new(Complete, CheckVerdict.NotMade, Early)];
        }

        try
        {
            var timeline = await RunAudit.ReadAsync(scope.Clients, scope.Options, scope.Facts, scope.StartedAt, cancellationToken).ConfigureAwait(false);
            var overdue = scope.Options.Client.TimeProvider.GetUtcNow() >= due;
            return [UnwrapCheck(scope, timeline), CompleteCheck(timeline, overdue)];
        }
        catch (IbmCloudException e)
        {
            return [new(Unwrapped, CheckVerdict.NotMade, e.Message), new(Complete, CheckVerdict.NotMade, e.Message)];
        }
    }

    // An unwrap that no event shows is not disproved: the template is there and encrypted, and logs may come late or go elsewhere.
    private static VerificationCheck UnwrapCheck(RunScope scope, AuditTimeline timeline)
    {
        if (!RunAudit.ShowsKeys(scope.Options))
        {
            return new(Unwrapped, CheckVerdict.NotMade, "no source is configured that shows what Key Protect did: name the account's IBM Cloud Logs (CloudLogs)");
        }

        return timeline.Findings.FirstOrDefault(finding => finding.Expected.What == RunAudit.PlatformUnwrapped)?.Event is { } proof
            ? new(Unwrapped, CheckVerdict.Passed, $"{proof.Action} of {scope.Facts.RootKeyId} at {proof.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {proof.Initiator?.Id ?? "?"}")
            : new(Unwrapped, CheckVerdict.NotMade, "no event shows it (yet)");
    }

    private static VerificationCheck CompleteCheck(AuditTimeline timeline, bool overdue)
    {
        var missing = timeline.Missing.Select(expected => expected.What).ToList();
        return timeline.UnreadSources.Count > 0 ? new(Complete, CheckVerdict.NotMade, $"not every source could be read: {string.Join("; ", timeline.UnreadSources)}")
            : missing.Count == 0 ? new(Complete, CheckVerdict.Passed, $"{timeline.Events.Count} events, among them all {timeline.Findings.Count} that were expected")
            : new(Complete, overdue ? CheckVerdict.Failed : CheckVerdict.NotMade, $"not shown{(overdue ? "" : " yet")}: {string.Join(", ", missing)}");
    }
}
