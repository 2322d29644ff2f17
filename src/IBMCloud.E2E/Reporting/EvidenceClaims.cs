using IBMCloud.ActivityTracker;

namespace IBMCloud.E2E;

/// <summary>What is claimed of a run. Nothing is claimed that is not in the journal or the timeline, and what is missing there is said to be missing.</summary>
internal static class EvidenceClaims
{
    public static IReadOnlyList<EvidenceClaim> Of(RunJournal journal, AuditTimeline? timeline) =>
        [OfSteps(journal), .. OfVerification(journal), .. OfAudit(journal.Facts, timeline)];

    private static EvidenceClaim OfSteps(RunJournal journal)
    {
        const string Claim = "every step of the run is done";
        var states = journal.Steps.Values.ToLookup(step => step.State);
        var (all, done) = (journal.Steps.Count, states[StepState.Done].Count());
        return states[StepState.Failed].Any()
            ? new(Claim, EvidenceVerdict.Contradicted, $"failed: {string.Join(", ", journal.Steps.Where(step => step.Value.State == StepState.Failed).Select(step => step.Key))}", EvidenceSource.Journal)
            : states[StepState.Removed].Any()
                ? new(Claim, EvidenceVerdict.NotShown, $"what {states[StepState.Removed].Count()} of {all} steps made was removed by a tear-down", EvidenceSource.Journal)
            : new(Claim, journal.IsComplete ? EvidenceVerdict.Shown : EvidenceVerdict.NotShown, $"{done} of {all} steps are done", EvidenceSource.Journal);
    }

    private static IEnumerable<EvidenceClaim> OfVerification(RunJournal journal)
    {
        if (journal.Verification is not { } last)
        {
            return [new("the result was verified", EvidenceVerdict.NotShown, "the journal has no verification: verify the run, best of all the whole image", EvidenceSource.Verification)];
        }

        var current = last.IsAbout(journal.Facts);
        return last.Report.Checks.Select(check => new EvidenceClaim(
            check.Claim,
            check.Verdict == CheckVerdict.Failed ? EvidenceVerdict.Contradicted : check.Verdict == CheckVerdict.Passed && current ? EvidenceVerdict.Shown : EvidenceVerdict.NotShown,
            current ? check.Evidence : $"{check.Evidence} (the run was changed since then: verify it again)",
            EvidenceSource.Verification));
    }

    private static IEnumerable<EvidenceClaim> OfAudit(RunFacts facts, AuditTimeline? timeline)
    {
        if (timeline is null)
        {
            yield return new("the services recorded the same", EvidenceVerdict.NotShown, "no audit events were read for this report", EvidenceSource.Audit);
            yield break;
        }

        if (facts.RootKeyId is not null && !timeline.Scope.Expected.Any(expected => expected.Action.StartsWith("kms.", StringComparison.Ordinal)))
        {
            yield return new("Key Protect recorded the use of the root key", EvidenceVerdict.NotShown, "no source of Key Protect's audit events is configured", EvidenceSource.Audit);
        }

        foreach (var finding in timeline.Findings)
        {
            yield return finding.Event is { } proof
                ? new(finding.Expected.What, EvidenceVerdict.Shown, $"{proof.Action} at {proof.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {proof.Initiator?.Id ?? "somebody unnamed"}", EvidenceSource.Audit)
                : new(finding.Expected.What, EvidenceVerdict.NotShown, $"no source shows an event {finding.Expected.Action}…", EvidenceSource.Audit);
        }

        foreach (var source in timeline.UnreadSources)
        {
            yield return new("every audit source could be read", EvidenceVerdict.NotShown, source, EvidenceSource.Audit);
        }
    }
}
