using IBMCloud.ActivityTracker;

namespace IBMCloud.E2E;

/// <summary>The audit of one run: its things, its time, and what should have happened to them.</summary>
internal static class RunAudit
{
    /// <summary>What shows that the platform can use the key: it unwrapped with this root key.</summary>
    public const string PlatformUnwrapped = "the platform unwrapped the data key for this import";

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public static Task<AuditTimeline> ReadAsync(
        E2EClients clients, E2EOptions options, RunFacts facts, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var scope = new AuditScope
        {
            From = since - ClockTolerance,
            To = options.Client.TimeProvider.GetUtcNow() + ClockTolerance,
            Resources =
            [
                .. new[]
                {
                    facts.RootKeyId, facts.KeyProtectInstanceId, facts.Bucket, facts.ServiceId, facts.ApiKeyId,
                    ClassicEvents.IdOf(facts.TemplateId), ClassicEvents.IdOf(facts.ServerId),
                }.OfType<string>(),
            ],
            Expected = [.. Expected(facts, options)],
        };
        return AuditTimeline.ReadAsync(scope, [new ClassicEvents(clients.SoftLayer), .. clients.CloudLogs, .. options.AuditSources], cancellationToken);
    }

    /// <summary>Whether a source is configured that can show what Key Protect did.</summary>
    public static bool ShowsKeys(E2EOptions options) => options.CloudLogs.Count + options.AuditSources.Count > 0;

    // What no configured source could show is not asked for: it would only look as if it were missing.
    private static IEnumerable<ExpectedEvent> Expected(RunFacts facts, E2EOptions options)
    {
        if (ShowsKeys(options) && facts.RootKeyId is { } key)
        {
            yield return new("the data key was wrapped by the root key", "kms.secrets.wrap", Target: key);
            if (facts.TemplateId is not null)
            {
                yield return new(PlatformUnwrapped, "kms.secrets.unwrap", options.BlockStorageService, key);
            }
        }

        if (ClassicEvents.IdOf(facts.TemplateId) is { } template)
        {
            yield return new("the encrypted image was imported", "classic.image.", Target: template);
        }

        if (ClassicEvents.IdOf(facts.ServerId) is { } server)
        {
            yield return new("the server was provisioned", "classic.cci.provision", Target: server);
        }
    }
}
