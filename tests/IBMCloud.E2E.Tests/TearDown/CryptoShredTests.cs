using IBMCloud.KeyProtect;

namespace IBMCloud.E2E.Tests.TearDown;

/// <summary>The ability to decrypt is destroyed, and the report is honest about what is left of it.</summary>
public sealed class CryptoShredTests
{
    private static readonly TearDownOptions Shred = new() { CryptoShred = true };

    [Theory]
    [InlineData(E2EProfile.ClassicVhd)]
    [InlineData(E2EProfile.ClassicLuks)]
    public async Task Keys_keyslots_and_wrapped_keys_go_with_all_that_the_run_made(E2EProfile profile)
    {
        await using var cloud = await TestCloud.StartAsync(profile);
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(profile), null, TestCloud.Cancel);

        var planned = await workflow.PlanTearDownAsync("test-run", Shred, TestCloud.Cancel);
        var report = await workflow.TearDownAsync("test-run", Shred, null, TestCloud.Cancel);

        planned.Should().Contain(one => one.StepId == E2EStepIds.DataKey && one.Detail!.Contains("copies of the journal"));
        planned.Should().OnlyContain(one => one.Stays == null);
        report.Remaining.Should().BeEmpty(report.ToText());
        report.Items.Single(item => item.StepId == E2EStepIds.RootKey).Outcome.Detail.Should().Contain("30 days");
        report.Items.Single(item => item.StepId == E2EStepIds.Upload).Outcome.Detail.Contains("keyslots", StringComparison.Ordinal).Should().Be(profile == E2EProfile.ClassicLuks);
        var facts = cloud.Journals.Find("test-run")!.Facts;
        (facts.WrappedDataKey, facts.Layout, facts.FormerDataKeys).Should().Be((null, null, null));
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
    }

    [Fact]
    public async Task A_root_key_of_the_users_own_stays_and_the_report_says_what_that_means()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var group = await workflow.Clients.ResourceController.GetDefaultResourceGroupAsync(cloud.Emulator.AccountId, TestCloud.Cancel);
        var instance = await workflow.Clients.ResourceController.CreateInstanceAsync(
            new() { Name = "mine", PlanId = ResourceController.ResourcePlans.KeyProtectTiered, Target = "us-south", ResourceGroupId = group.Id }, TestCloud.Cancel);
        await workflow.Clients.ResourceController.WaitUntilActiveAsync(instance.Guid, TestCloud.Cancel);
        var mine = await workflow.Clients.KeyProtect(instance.Crn).CreateRootKeyAsync(new KeyDraft { Name = "mine", Aliases = ["mine"] }, TestCloud.Cancel);
        await workflow.RunAsync(cloud.Request() with { RootKey = RootKeyChoice.Existing(mine.Crn.ToString()) }, null, TestCloud.Cancel);

        var planned = await workflow.PlanTearDownAsync("test-run", Shred, TestCloud.Cancel);
        var report = await workflow.TearDownAsync("test-run", Shred, null, TestCloud.Cancel);

        planned.Should().Contain(one => one.StepId == E2EStepIds.RootKey && one.Stays!.Contains("not the run's"));
        report.Remaining.Should().ContainSingle().Which.Outcome.Detail.Should().Contain(mine.Id).And.Contain("delete the key yourself");
        (await workflow.Clients.KeyProtect(instance.Crn).GetKeyAsync(mine.Id, TestCloud.Cancel)).State.Should().Be(KeyState.Active);
        cloud.Journals.Find("test-run")!.Facts.WrappedDataKey.Should().BeNull();
    }

    [Fact]
    public async Task A_server_cannot_stay_when_its_key_is_shredded()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var shred = () => workflow.TearDownAsync("test-run", new TearDownOptions { CryptoShred = true, CancelServer = false }, null, TestCloud.Cancel);

        await shred.Should().ThrowAsync<ArgumentException>().WithMessage("*CancelServer*");
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Cut_off_at_any_journal_write_it_is_ended_by_the_next_call(int write, bool written)
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(E2EProfile.ClassicLuks) with { Luks = new Luks.LuksFormatOptions { Version = Luks.LuksVersion.Luks1 } }, null, TestCloud.Cancel);
        using (var cutOff = cloud.Workflow(new CutOffJournalStore(cloud.Journals, write, written)))
        {
            try
            {
                await cutOff.TearDownAsync("test-run", Shred, null, TestCloud.Cancel);
            }
            catch (CutOffException)
            {
                // As if the machine had lost power.
            }
        }

        var report = await workflow.TearDownAsync("test-run", Shred, null, TestCloud.Cancel);

        report.Remaining.Should().BeEmpty(report.ToText());
        cloud.Journals.Find("test-run")!.Facts.WrappedDataKey.Should().BeNull();
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
    }

    public static TheoryData<int, bool> Points => CutOffJournalStore.Points(1, 18);
}
