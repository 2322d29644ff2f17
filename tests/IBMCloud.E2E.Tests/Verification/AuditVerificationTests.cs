namespace IBMCloud.E2E.Tests.Verification;

/// <summary>What the events of a run add to its verification.</summary>
public sealed class AuditVerificationTests
{
    private const string Unwrapped = "the platform unwrapped with the root key";
    private const string Complete = "the audit timeline is complete";

    [Fact]
    public async Task The_platforms_unwrap_with_this_root_key_is_shown_by_its_event()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var facts = (await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel)).Journal.Facts;

        var report = await workflow.VerifyAsync(cloud.Request(), null, null, TestCloud.Cancel);

        Of(report, Unwrapped).Should().Match<VerificationCheck>(check => check.Verdict == CheckVerdict.Passed && check.Evidence.Contains(facts.RootKeyId!) && check.Evidence.Contains("server-protect"));
        Of(report, Complete).Verdict.Should().Be(CheckVerdict.Passed);
    }

    [Fact]
    public async Task Without_a_source_that_shows_keys_it_says_that_it_cannot_tell()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow(cloudLogs: false);
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        var report = await workflow.VerifyAsync(cloud.Request(), null, null, TestCloud.Cancel);

        Of(report, Unwrapped).Should().Match<VerificationCheck>(check => check.Verdict == CheckVerdict.NotMade && check.Evidence.Contains("CloudLogs"));
        report.Passed.Should().BeTrue();
    }

    [Fact]
    public async Task An_event_that_is_missing_long_after_the_run_fails_and_soon_after_it_does_not()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow(steps: [new OtherServer()]);
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        var soon = await workflow.VerifyAsync(cloud.Request(), null, null, TestCloud.Cancel);
        var late = await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { EventDelay = TimeSpan.Zero }, null, TestCloud.Cancel);

        Of(soon, Complete).Verdict.Should().Be(CheckVerdict.NotMade);
        Of(late, Complete).Should().Match<VerificationCheck>(check => check.Verdict == CheckVerdict.Failed && check.Evidence.Contains("server was provisioned"));
    }

    [Fact]
    public async Task A_request_without_audit_is_verified_without_events()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var request = cloud.Request() with { Audit = false, Server = null };
        await workflow.RunAsync(request, null, TestCloud.Cancel);

        (await workflow.VerifyAsync(request, null, null, TestCloud.Cancel)).Checks.Should().HaveCount(3);
    }

    private static VerificationCheck Of(VerificationReport report, string claim) => report.Checks.Single(check => check.Claim == claim);

    /// <summary>Stands in for the server's step and names a server that nobody ordered.</summary>
    private sealed class OtherServer() : TestStep(E2EStepIds.Server, [E2EStepIds.Import])
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken)
        {
            context.Facts.ServerId = 4711;
            return Task.CompletedTask;
        }
    }
}
