using IBMCloud.ActivityTracker;
using IBMCloud.Core;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E.Tests.Documentation;

/// <summary>The samples of docs/index.md, docs/audit.md and docs/report.md: each region is one block there, word for word, and is run by <see cref="DocumentationTests"/>.</summary>
internal static class WorkflowSamples
{
    public static E2EWorkflow Connect(SecretString apiKey, string classicUser, SecretString classicKey, IbmCloudClientOptions client, Uri logs, RunJournalStore journals)
    {
        #region connect
        var workflow = new E2EWorkflow(new E2EOptions
        {
            ApiKey = apiKey,
            SoftLayer = SoftLayerCredential.ClassicKey(classicUser, classicKey),
            Client = client,
            CloudLogs = [logs],
            Journals = journals,
            PolicySettlingTime = TimeSpan.Zero, // a live cloud needs the default of 30 s
            Wait = new WaitOptions { PollInterval = TimeSpan.FromSeconds(0.1) },
        });
        #endregion
        return workflow;
    }

    public static E2ERequest Request(string image)
    {
        #region request
        var request = new E2ERequest
        {
            Name = "web-image",
            Image = ImageInput.File(image),
            Region = IbmRegion.UsSouth,
            OsReferenceCode = "DEBIAN_12_64",
            Preflight = PreflightPolicy.Report,
            Server = new ServerRequest { Hostname = "web", Domain = "example.com" },
        };
        #endregion
        return request;
    }

    public static async Task<E2EPlan> PlanAsync(E2EWorkflow workflow, E2ERequest request)
    {
        #region plan
        E2EPlan plan = await workflow.PlanAsync(request);
        Console.WriteLine(plan.ToText());
        if (!plan.CanRun)
        {
            Console.WriteLine("Mend what the plan says cannot be done, then plan again.");
        }
        #endregion
        return plan;
    }

    public static async Task<E2EResult> RunAsync(E2EWorkflow workflow, E2ERequest request, CancellationToken ctrlC)
    {
        #region run
        var progress = new Progress<E2EProgress>(one => Console.WriteLine($"{one.StepId} {one.Stage} {one.Detail}"));
        E2EResult result = await workflow.RunAsync(request, progress, ctrlC);
        Console.WriteLine($"server {result.Journal.Facts.ServerId} from template {result.Journal.Facts.TemplateId}");
        #endregion
        return result;
    }

    public static async Task<bool> VerifyAsync(E2EWorkflow workflow, E2ERequest request)
    {
        #region verify
        VerificationReport report = await workflow.VerifyAsync(request, new VerifyOptions { Whole = true });
        Console.WriteLine(report.ToText());
        #endregion
        return report.Passed;
    }

    public static async Task<string> RotateAsync(E2EWorkflow workflow)
    {
        #region rotate
        RotationResult rotated = await workflow.RotateRootKeyAsync("web-image");
        Console.WriteLine($"the data key is wrapped by version {rotated.KeyVersion} now");
        #endregion
        return rotated.KeyVersion ?? "";
    }

    public static async Task<TearDownReport> TearDownAsync(E2EWorkflow workflow)
    {
        #region tear-down
        foreach (PlannedRemoval removal in await workflow.PlanTearDownAsync("web-image"))
        {
            Console.WriteLine($"will remove: {removal.Title} {string.Join(", ", removal.Resources)}");
        }

        // Keys stay unless asked for: nothing that they wrap can be opened without them.
        TearDownReport report = await workflow.TearDownAsync("web-image", new TearDownOptions { DeleteKeys = false });
        Console.WriteLine(report.ToText());
        #endregion
        return report;
    }

    public static async Task<AuditTimeline> AuditAsync(E2EWorkflow workflow)
    {
        #region audit
        AuditTimeline timeline = await workflow.AuditAsync("web-image");
        Console.WriteLine(timeline.ToText());
        foreach (ExpectedEvent missing in timeline.Missing)
        {
            Console.WriteLine($"no source shows it: {missing.What}");
        }
        #endregion
        return timeline;
    }

    public static async Task<EvidenceReport> ReportAsync(E2EWorkflow workflow, string folder)
    {
        #region report
        EvidenceReport report = await workflow.ReportAsync("web-image");
        await using (var page = File.Create(Path.Combine(folder, "web-image.html")))
        {
            report.WriteHtml(page);
        }

        await using (var json = File.Create(Path.Combine(folder, "web-image.json")))
        {
            report.WriteJson(json);
        }

        foreach (EvidenceClaim claim in report.Claims.Where(one => one.Verdict != EvidenceVerdict.Shown))
        {
            Console.WriteLine($"{claim.Verdict}: {claim.Claim}: {claim.Evidence}");
        }
        #endregion
        return report;
    }

    public static async Task<AuditTimeline> OwnSourcesAsync(IbmCloudCredential credential, IbmCloudClientOptions options, Uri logsAddress, string rootKeyId)
    {
        #region own-sources
        using var logs = new CloudLogsSource(logsAddress, credential, options);
        AuditTimeline timeline = await AuditTimeline.ReadAsync(
            new AuditScope
            {
                From = DateTimeOffset.UtcNow.AddDays(-1),
                To = DateTimeOffset.UtcNow.AddMinutes(5),
                Resources = [rootKeyId],
                Expected = [new("the platform unwrapped with this key", "kms.secrets.unwrap", Initiator: "server-protect")],
            },
            [logs]);
        Console.WriteLine(timeline.ToJsonLines());
        #endregion
        return timeline;
    }
}
