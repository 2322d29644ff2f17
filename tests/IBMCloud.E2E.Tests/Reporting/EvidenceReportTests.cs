using System.Text.Json;
using System.Text.RegularExpressions;

namespace IBMCloud.E2E.Tests.Reporting;

/// <summary>The evidence report says what is recorded, says what is not, and nothing else.</summary>
public sealed partial class EvidenceReportTests
{
    [Theory]
    [InlineData(E2EProfile.ClassicVhd)]
    [InlineData(E2EProfile.ClassicLuks)]
    public async Task Of_a_verified_run_every_claim_is_shown(E2EProfile profile)
    {
        await using var run = await FinishedRun.StartAsync(profile);

        var report = await run.ReportAsync();

        report.Verdict.Should().Be(EvidenceVerdict.Shown, string.Join('\n', report.Claims));
        report.Claims.Select(claim => claim.Source).Distinct().Should().BeEquivalentTo(Enum.GetValues<EvidenceSource>());
        report.Steps.Should().OnlyContain(step => step.State == StepState.Done);
        report.Steps.SelectMany(step => step.Calls).Should().OnlyContain(call => !string.IsNullOrEmpty(call.RequestId));
        report.Keys.RootKeyCrn.Should().StartWith("crn:v1:");
        report.Image.DiskSha256.Should().HaveLength(64);
        report.Image.ObjectSha256.Should().HaveLength(64);
        report.Image.Parameters.Should().NotBeEmpty();
        report.Audit!.Missing.Should().BeEmpty();
        var html = report.ToHtml();
        foreach (var part in (string[])[report.Run.Marker, report.Keys.RootKeyCrn!, report.Image.DiskSha256!, report.Image.ObjectETag!, report.Identities.CallerIamId!, "Every claim is shown"])
        {
            html.Should().Contain(part);
        }

        report.Steps.SelectMany(step => step.Calls).Should().OnlyContain(call => html.Contains(call.RequestId!));
    }

    [Fact]
    public async Task Without_a_verification_and_audit_events_the_report_says_that_they_are_missing()
    {
        await using var run = await FinishedRun.StartAsync(verified: false);

        var report = await run.ReportAsync(new ReportOptions { ReadAudit = false });

        report.Verdict.Should().Be(EvidenceVerdict.NotShown);
        report.Claims.Where(claim => claim.Verdict == EvidenceVerdict.NotShown).Select(claim => claim.Source).Should().BeEquivalentTo([EvidenceSource.Verification, EvidenceSource.Audit]);
        report.ToHtml().Should().Contain("Not every claim is shown").And.Contain("No audit events were read").And.Contain("not taken");
    }

    [Fact]
    public async Task A_verification_of_what_was_there_before_a_rotation_proves_nothing_of_what_is_there_now()
    {
        await using var run = await FinishedRun.StartAsync();
        await run.Workflow.RotateRootKeyAsync("test-run", TestCloud.Cancel);

        var report = await run.ReportAsync();

        report.Verification!.IsCurrent.Should().BeFalse();
        report.Claims.Where(claim => claim.Source == EvidenceSource.Verification).Should().OnlyContain(claim => claim.Verdict == EvidenceVerdict.NotShown);
        report.Image.DiskSha256.Should().BeNull();
    }

    [Fact]
    public async Task A_check_that_failed_contradicts_the_run()
    {
        await using var run = await FinishedRun.StartAsync();
        await run.Workflow.Clients.SoftLayer.VirtualGuests.CancelAsync((await run.JournalAsync()).Facts.ServerId!.Value, TestCloud.Cancel);
        await run.Workflow.VerifyAsync(run.Cloud.Request(), null, null, TestCloud.Cancel);

        var report = await run.ReportAsync();

        report.Verdict.Should().Be(EvidenceVerdict.Contradicted);
        report.ToHtml().Should().Contain("Something contradicts the run");
    }

    [Fact]
    public async Task The_JSON_has_the_schemas_name_and_version_and_the_members_of_the_page()
    {
        await using var run = await FinishedRun.StartAsync();

        using var stream = new MemoryStream();
        (await run.ReportAsync()).WriteJson(stream);
        using var json = JsonDocument.Parse(stream.ToArray());

        var root = json.RootElement;
        root.GetProperty("schema").GetString().Should().Be("ibmcloud-e2e-evidence");
        root.GetProperty("schemaVersion").GetInt32().Should().Be(1);
        root.GetProperty("verdict").GetString().Should().Be("Shown");
        root.EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo(
            ["schema", "schemaVersion", "generatedAt", "generator", "run", "verdict", "claims", "identities", "keys", "image", "server", "steps", "verification", "audit", "handChecks"]);
    }

    [Fact]
    public async Task A_hostile_name_is_text_in_the_page_and_one_word_in_a_command()
    {
        const string Hostile = "<script>alert(1)</script>\"'`$(touch x)`\u202Egnp.exe";
        await using var run = await FinishedRun.StartAsync();
        var bucket = (await run.JournalAsync()).Facts.Bucket!;
        await run.RewriteAsync(text => text
            .Replace("test disk", JsonEncodedText.Encode(Hostile).ToString(), StringComparison.Ordinal)
            .Replace(bucket, JsonEncodedText.Encode(Hostile).ToString(), StringComparison.Ordinal));

        var html = (await run.ReportAsync(new ReportOptions { ReadAudit = false })).ToHtml();

        html.Should().Contain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;").And.Contain("\\u202Egnp.exe");
        Tag().Matches(html).Select(match => match.Value.ToLowerInvariant()).Should().NotIntersectWith(["<script", "<iframe", "<object", "<embed", "<base", "<form"]);
        html.Should().NotContain("\u202E");
        EvidenceHandChecks.Quote("it's $(id)").Should().Be("'it'\\''s $(id)'");
    }

    [Fact]
    public async Task The_page_names_nothing_to_load_and_allows_no_script()
    {
        await using var run = await FinishedRun.StartAsync();

        var html = (await run.ReportAsync()).ToHtml();

        html.Should().Contain("default-src &#39;none&#39;; style-src &#39;sha256-");
        Loading().Matches(html).Select(match => match.Value).Where(one => !one.Contains("data:,", StringComparison.Ordinal) && !one.Contains("\"#", StringComparison.Ordinal)).Should().BeEmpty();
        html.Should().NotContain("javascript:").And.NotContain("@import").And.NotContain(" style=");
    }

    [Fact]
    public async Task No_secret_of_the_run_is_in_the_page_or_the_JSON()
    {
        using var watched = new WatchedSecrets();
        await using var run = await FinishedRun.StartAsync(steps: [watched]);

        var report = await run.ReportAsync();
        var everything = report.ToHtml() + report.ToJson() + report;

        watched.Secrets.Should().HaveCountGreaterThan(4);
        foreach (var (name, secret) in watched.Secrets.Append(("API key of the caller", run.Cloud.Emulator.ApiKey)).Append(("classic key", run.Cloud.Emulator.SoftLayerKey)))
        {
            everything.Contains(secret, StringComparison.OrdinalIgnoreCase).Should().BeFalse("{0} must not be in a report", name);
        }

        everything.Should().NotContain((await run.JournalAsync()).Facts.WrappedDataKey);
        everything.Should().NotMatchRegex(@"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+");
    }

    [Fact]
    public async Task A_run_that_nobody_made_has_no_report()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        await FluentActions.Awaiting(() => workflow.ReportAsync("other", null, TestCloud.Cancel)).Should().ThrowAsync<RunJournalException>().WithMessage("*no journal*other*");
    }

    [GeneratedRegex("<[a-z]+", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("(src|href|url|action|data|poster|srcset)\\s*[=(][^>]{0,40}", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();
}
