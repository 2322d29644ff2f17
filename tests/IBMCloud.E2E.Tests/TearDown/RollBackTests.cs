namespace IBMCloud.E2E.Tests.TearDown;

/// <summary>A run that fails removes what it made, where the request says so.</summary>
public sealed class RollBackTests
{
    [Fact]
    public async Task A_failed_run_leaves_nothing_but_what_the_options_keep()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow(steps: [new Failing()]);

        var run = () => workflow.RunAsync(cloud.Request() with { RollBack = new TearDownOptions() }, null, TestCloud.Cancel);

        var failure = (await run.Should().ThrowAsync<E2EStepException>().WithMessage("*on purpose*removed again*")).Which;
        failure.StepId.Should().Be("failing");
        failure.RolledBack!.Remaining.Select(item => item.StepId).Should().BeEquivalentTo([E2EStepIds.RootKey, E2EStepIds.KeyProtect]);
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory { Instances = 1, RootKeys = 1 });
    }

    [Fact]
    public async Task With_its_keys_it_leaves_nothing_at_all_and_runs_anew_once_mended()
    {
        await using var cloud = await TestCloud.StartAsync();
        using (var broken = cloud.Workflow(steps: [new Failing()]))
        {
            await FluentActions.Awaiting(() => broken.RunAsync(cloud.Request() with { RollBack = new TearDownOptions { DeleteKeys = true } }, null, TestCloud.Cancel)).Should().ThrowAsync<E2EStepException>();
            (await Inventory.OfAsync(cloud, broken)).Should().BeEquivalentTo(new Inventory());
        }

        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        (await workflow.VerifyAsync(cloud.Request(), null, null, TestCloud.Cancel)).Checks.Should().OnlyContain(check => check.Verdict == CheckVerdict.Passed);
    }

    [Fact]
    public async Task Without_the_option_everything_is_kept_to_go_on_from()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow(steps: [new Failing()]);

        var run = () => workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        (await run.Should().ThrowAsync<E2EStepException>().WithMessage("*goes on from there*")).Which.RolledBack.Should().BeNull();
        (await Inventory.OfAsync(cloud, workflow)).Templates.Should().Be(1);
    }

    [Fact]
    public async Task A_run_that_was_complete_keeps_what_it_had()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var first = cloud.Workflow();
        await first.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        var before = await Inventory.OfAsync(cloud, first);
        using var workflow = cloud.Workflow(steps: [new Failing()]);

        var run = () => workflow.RunAsync(cloud.Request() with { RollBack = new TearDownOptions { DeleteKeys = true } }, null, TestCloud.Cancel);

        (await run.Should().ThrowAsync<E2EStepException>()).Which.RolledBack!.Items.Should().BeEmpty();
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_cancelled_run_is_not_rolled_back()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestCloud.Cancel);
        using var workflow = cloud.Workflow(steps: [new Cancelling(stop)]);

        var run = () => workflow.RunAsync(cloud.Request() with { RollBack = new TearDownOptions() }, null, stop.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        (await Inventory.OfAsync(cloud, workflow)).Templates.Should().Be(1);
    }

    private sealed class Failing() : TestStep("failing", [E2EStepIds.Import, E2EStepIds.Server])
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken) => throw new E2EPrerequisiteException(Id, "It fails on purpose.");
    }

    private sealed class Cancelling(CancellationTokenSource stop) : TestStep("cancelling", [E2EStepIds.Import])
    {
        protected override async Task RunAsync(E2EStepContext context, CancellationToken cancellationToken)
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
