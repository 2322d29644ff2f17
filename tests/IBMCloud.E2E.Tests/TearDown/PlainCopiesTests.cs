using IBMCloud.E2E.Tests.Inputs;

namespace IBMCloud.E2E.Tests.TearDown;

/// <summary>The plain copies of a captured server go as soon as the user wants, and the run stays.</summary>
public sealed class PlainCopiesTests
{
    [Fact]
    public async Task Plain_copies_are_removed_alone_and_a_later_run_makes_none_again()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var mine = await PlainServer.MakeAsync(cloud, workflow);
        var request = cloud.Request() with { Image = ImageInput.Server(mine.ServerId), Server = null };
        await workflow.RunAsync(request, null, TestCloud.Cancel);

        var planned = await workflow.PlanTearDownAsync("test-run", new TearDownOptions { PlainCopiesOnly = true }, TestCloud.Cancel);
        var report = await workflow.TearDownAsync("test-run", new TearDownOptions { PlainCopiesOnly = true }, null, TestCloud.Cancel);
        var again = await workflow.RunAsync(request, null, TestCloud.Cancel);
        var verified = await workflow.VerifyAsync(request, null, null, TestCloud.Cancel);

        planned.Select(one => one.StepId).Should().BeEquivalentTo([E2EStepIds.Capture, E2EStepIds.Export]);
        report.Remaining.Should().BeEmpty(report.ToText());
        again.Journal.IsComplete.Should().BeTrue();
        again.Outcomes.Values.Should().NotContain(outcome => outcome.Kind == StepOutcomeKind.Created);
        verified.Passed.Should().BeTrue(verified.ToText());
        verified.Checks.Should().ContainSingle(check => check.Verdict == CheckVerdict.NotMade).Which.Evidence.Should().Contain("opens with that key");
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory
        {
            Instances = 3, RootKeys = 1, ServiceIds = 1, ApiKeys = 1, Policies = 4, Buckets = 2, Objects = 1, Templates = 2, Servers = 1,
        });
    }
}
