using System.Reflection;
using IBMCloud.ActivityTracker;
using IBMCloud.Core;

namespace IBMCloud.E2E;

/// <summary>Puts a report together from what is recorded. It adds nothing of its own, and copies no secret: a journal has none.</summary>
internal static class EvidenceCollection
{
    public static EvidenceReport Of(RunJournal journal, StepGraph graph, AuditTimeline? timeline, IbmCloudClientOptions client)
    {
        var (facts, digests) = (journal.Facts, journal.Verification is { } last && last.IsAbout(journal.Facts) ? last.Report : null);
        var (parameters, fingerprint) = EncryptionParameters.Of(journal.Request.Profile, facts.Layout, facts.UploadPartSize);
        var report = new EvidenceReport
        {
            GeneratedAt = client.TimeProvider.GetUtcNow(),
            Generator = $"IBMCloud.E2E {typeof(EvidenceCollection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}",
            Run = new EvidenceRun
            {
                Name = journal.Name,
                Id = journal.RunId,
                Marker = journal.Marker,
                StartedAt = journal.CreatedAt,
                FinishedAt = journal.Steps.Values.Max(step => step.FinishedAt),
                Region = journal.Request.Region,
            },
            Claims = EvidenceClaims.Of(journal, timeline),
            Identities = new EvidenceIdentities
            {
                AccountId = facts.AccountId,
                CallerIamId = facts.CallerIamId,
                CallerApiKeyId = facts.CallerApiKeyId,
                ImportingUserIamId = facts.ImportingUserIamId,
                ServiceId = facts.ServiceId,
                ApiKeyId = facts.ApiKeyId,
            },
            Keys = new EvidenceKeys
            {
                KeyProtectInstanceCrn = facts.KeyProtectInstanceCrn,
                RootKeyCrn = facts.RootKeyCrn,
                RootKeyVersion = facts.RootKeyVersion,
                DataKeyBits = 8 * facts.DataKeyLength,
                WrappedDataKeySha256 = VerificationRecord.DigestOf(facts.WrappedDataKey),
                DataKeyFingerprint = fingerprint,
                StandardKeyIds = facts.StandardKeyIds ?? [],
                FormerDataKeys = [.. (facts.FormerDataKeys ?? []).Select(key => new EvidenceFormerKey(key.RootKeyCrn, VerificationRecord.DigestOf(key.WrappedDataKey)!, key.TemplateId))],
            },
            Image = new EvidenceImage
            {
                Source = journal.Request.Image,
                Format = facts.ImageFormat,
                DiskLength = facts.DiskLength,
                DiskSha256 = digests?.ImageSha256,
                OsReferenceCode = journal.Request.OsReferenceCode,
                Profile = journal.Request.Profile,
                Bucket = facts.Bucket,
                ObjectKey = facts.ObjectKey,
                EncryptedLength = facts.EncryptedLength,
                ObjectETag = facts.ObjectETag,
                ObjectSha256 = digests?.ObjectSha256,
                Parameters = parameters,
            },
            Server = new EvidenceServer
            {
                TemplateId = facts.TemplateId,
                TemplateGlobalIdentifier = facts.TemplateGlobalIdentifier,
                Datacenter = facts.Datacenter,
                ServerId = facts.ServerId,
            },
            Steps = [.. Steps(journal, graph)],
            Verification = journal.Verification is { } record ? new EvidenceVerification(record.Report.At, record.IsAbout(facts), record.Report.Checks) : null,
            Audit = timeline is null ? null : new EvidenceAudit
            {
                From = timeline.Scope.From,
                To = timeline.Scope.To,
                Events = timeline.Events,
                Expected = timeline.Findings,
                UnreadSources = timeline.UnreadSources,
            },
            HandChecks = [],
        };
        return report with { HandChecks = EvidenceHandChecks.Of(report, client.Endpoints) };
    }

    // Steps of a program's own may be known to the journal only.
    private static IEnumerable<EvidenceStep> Steps(RunJournal journal, StepGraph graph)
    {
        var known = graph.Ordered.Where(step => journal.Steps.ContainsKey(step.Id)).ToList();
        foreach (var (id, title) in known.Select(step => (step.Id, step.Title)).Concat(journal.Steps.Keys.Except(known.Select(step => step.Id)).Select(id => (id, id))))
        {
            var record = journal.Steps[id];
            yield return new EvidenceStep
            {
                Id = id,
                Title = title,
                After = [.. graph.After.GetValueOrDefault(id, []).Where(journal.Steps.ContainsKey)],
                State = record.State,
                Outcome = record.Outcome,
                CreatedByRun = record.CreatedByRun,
                Resources = record.Resources,
                Detail = record.Detail,
                Error = record.Error,
                Attempts = record.Attempts,
                FirstStartedAt = record.FirstStartedAt,
                StartedAt = record.StartedAt,
                FinishedAt = record.FinishedAt,
                Calls = record.Calls,
                CallsLeftOut = record.CallsLeftOut,
            };
        }
    }
}
