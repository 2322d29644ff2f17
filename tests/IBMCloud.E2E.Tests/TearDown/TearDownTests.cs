namespace IBMCloud.E2E.Tests.TearDown;

public sealed class TearDownTests
{
    [Fact]
    public async Task What_the_run_made_is_removed_but_for_its_keys()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        var planned = await workflow.PlanTearDownAsync("test-run", TestCloud.Cancel);
        var report = await workflow.TearDownAsync("test-run", null, null, TestCloud.Cancel);

        planned.Select(one => one.StepId).Should().StartWith([E2EStepIds.Server, E2EStepIds.Import]);
        report.Remaining.Select(item => item.StepId).Should().BeEquivalentTo([E2EStepIds.RootKey, E2EStepIds.KeyProtect]);
        var left = await Inventory.OfAsync(cloud, workflow);
        left.Should().BeEquivalentTo(new Inventory { Instances = 1, RootKeys = 1 });
    }

    [Fact]
    public async Task Keys_go_when_asked_for_and_a_repeated_tear_down_has_nothing_to_do()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        var report = await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);

        report.Remaining.Should().BeEmpty(report.ToText());
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
        (await workflow.TearDownAsync("test-run", null, null, TestCloud.Cancel)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_there_before_stays()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var mine = await workflow.Clients.Iam.CreateServiceIdAsync(cloud.Emulator.AccountId, "test-run-import", "made by hand", TestCloud.Cancel);
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);

        var left = await Inventory.OfAsync(cloud, workflow);
        left.Should().BeEquivalentTo(new Inventory { ServiceIds = 1 });
        (await workflow.Clients.Iam.GetServiceIdAsync(mine.Id, TestCloud.Cancel)).Name.Should().Be("test-run-import");
    }

    [Fact]
    public async Task A_server_that_stays_keeps_its_authorization()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        var report = await workflow.TearDownAsync("test-run", new TearDownOptions { CancelServer = false }, null, TestCloud.Cancel);

        report.Remaining.Select(item => item.StepId).Should().Contain([E2EStepIds.Server, E2EStepIds.Authorization]);
        (await Inventory.OfAsync(cloud, workflow)).Servers.Should().Be(1);
    }

    [Fact]
    public async Task Without_a_journal_nothing_is_removed()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var tearDown = () => workflow.TearDownAsync("test-run", null, null, TestCloud.Cancel);

        (await tearDown.Should().ThrowAsync<RunJournalException>()).Which.Reason.Should().Be(RunJournalError.Missing);
    }

    [Fact]
    public async Task A_locked_service_ID_remains_with_the_reason_and_goes_when_unlocked()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var result = await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        await workflow.Clients.Iam.LockServiceIdAsync(result.Journal.Facts.ServiceId!, TestCloud.Cancel);

        var first = await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);
        await workflow.Clients.Iam.UnlockServiceIdAsync(result.Journal.Facts.ServiceId!, TestCloud.Cancel);
        await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);

        first.Remaining.Should().Contain(item => item.StepId == E2EStepIds.ServiceId && item.Outcome.Detail.Contains("lock", StringComparison.OrdinalIgnoreCase));
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_torn_down_is_made_anew_by_another_run(bool deleteKeys)
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        var before = await Inventory.OfAsync(cloud, workflow);
        await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = deleteKeys }, null, TestCloud.Cancel);

        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(before);
        (await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task The_authorization_of_an_encrypted_bucket_goes_as_well()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request() with { EncryptBucket = true, Server = null }, null, TestCloud.Cancel);

        var report = await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);

        report.Remaining.Should().BeEmpty(report.ToText());
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
    }
}
