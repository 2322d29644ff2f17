namespace IBMCloud.E2E.Tests.Planning;

public sealed class PlanTests
{
    [Fact]
    public async Task A_plan_reads_only_and_says_what_will_be_made()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var plan = await workflow.PlanAsync(cloud.Request(), TestCloud.Cancel);

        plan.CanRun.Should().BeTrue(plan.ToText());
        plan.Steps.Should().HaveCount(16);
        plan.Steps.Where(step => step.Verdict == PlanVerdict.WillCreate).Select(step => step.Id).Should().Contain([E2EStepIds.RootKey, E2EStepIds.Upload, E2EStepIds.Server]);
        plan.Steps.Single(step => step.Id == E2EStepIds.Server).Cost.Should().Be(CostClass.Billed);
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
        cloud.Emulator.Requests.Where(one => one.Method is "PUT" or "DELETE" or "PATCH").Should().BeEmpty();
        cloud.Journals.Find("test-run").Should().BeNull();
    }

    [Fact]
    public async Task After_the_run_everything_exists()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        var plan = await workflow.PlanAsync(cloud.Request(), TestCloud.Cancel);

        plan.Steps.Should().OnlyContain(step => step.Verdict == PlanVerdict.Exists || step.Verdict == PlanVerdict.WillCheck, plan.ToText());
    }

    [Theory]
    [InlineData("LITE", "1234567")]
    [InlineData("PAYG", "")]
    public async Task An_account_that_cannot_do_this_is_found_in_the_plan(string type, string classic)
    {
        await using var cloud = await TestCloud.StartAsync(configure: options =>
        {
            options.AccountType = type;
            options.LinkedClassicAccount = classic;
        });
        using var workflow = cloud.Workflow();

        var plan = await workflow.PlanAsync(cloud.Request(), TestCloud.Cancel);

        plan.CanRun.Should().BeFalse();
        plan.Steps.Single(step => step.Id == E2EStepIds.Account).Should().Match<PlannedStep>(step => step.Verdict == PlanVerdict.Cannot && step.Reason.Length > 20);
        plan.Steps.Single(step => step.Id == E2EStepIds.Server).Reason.Should().StartWith("waits for");
    }

    [Fact]
    public async Task A_plan_prints_as_table_JSON_and_Mermaid()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var plan = await workflow.PlanAsync(cloud.Request(), TestCloud.Cancel);

        plan.ToText().Split('\n').Should().HaveCount(plan.Steps.Count + 1);
        using var json = System.Text.Json.JsonDocument.Parse(plan.ToJson());
        json.RootElement.GetProperty("steps").GetArrayLength().Should().Be(plan.Steps.Count);
        plan.ToMermaid().Should().StartWith("flowchart TD").And.Contain("root-key --> data-key");
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_as_asked_for_is_found_in_the_plan()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request() with { Server = null }, null, TestCloud.Cancel);

        var plan = await workflow.PlanAsync(cloud.Request() with { EncryptBucket = true, Server = null }, TestCloud.Cancel);
        var other = await workflow.PlanAsync(cloud.Request() with { StorageClass = ObjectStorage.StorageClass.Cold, Server = null }, TestCloud.Cancel);

        plan.Steps.Single(step => step.Id == E2EStepIds.Bucket).Should().Match<PlannedStep>(step => step.Verdict == PlanVerdict.Cannot && step.Reason.Contains("EncryptBucket"));
        other.Steps.Single(step => step.Id == E2EStepIds.Bucket).Should().Match<PlannedStep>(step => step.Verdict == PlanVerdict.Exists, "a class is asked for a bucket that is made");
    }

    [Fact]
    public async Task An_object_that_will_be_replaced_is_a_change()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request() with { Server = null }, null, TestCloud.Cancel);
        using var elsewhere = cloud.Workflow(new MemoryJournalStore());

        var refused = await elsewhere.PlanAsync(cloud.Request(), TestCloud.Cancel);
        var allowed = await elsewhere.PlanAsync(cloud.Request() with { OverwriteObject = true }, TestCloud.Cancel);

        refused.Steps.Single(step => step.Id == E2EStepIds.Upload).Verdict.Should().Be(PlanVerdict.Cannot);
        allowed.Steps.Single(step => step.Id == E2EStepIds.Upload).Verdict.Should().Be(PlanVerdict.WillChange);
    }

    [Fact]
    public async Task Classic_permissions_that_the_user_lacks_are_found_in_the_plan()
    {
        await using var cloud = await TestCloud.StartAsync(configure: options => options.ClassicPermissions = ["VIRTUAL_GUEST_VIEW", "PUBLIC_NETWORK_COMPUTE"]);
        using var workflow = cloud.Workflow();

        var plan = await workflow.PlanAsync(cloud.Request(), TestCloud.Cancel);
        var withoutServer = await workflow.PlanAsync(cloud.Request() with { Server = null }, TestCloud.Cancel);

        plan.Steps.Single(step => step.Id == E2EStepIds.Server).Should().Match<PlannedStep>(step => step.Verdict == PlanVerdict.Cannot && step.Reason.Contains("lacks SERVER_ADD:"));
        plan.Steps.Single(step => step.Id == E2EStepIds.Import).Reason.Should().Contain("PUBLIC_IMAGE_MANAGE");
        withoutServer.Steps.Single(step => step.Id == E2EStepIds.Audit).Reason.Should().Contain("USER_EVENT_LOG_VIEW");
        withoutServer.CanRun.Should().BeTrue(withoutServer.ToText());
    }

    [Fact]
    public async Task A_dry_run_gives_the_plan_and_leaves_nothing()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var result = await workflow.RunAsync(cloud.Request() with { DryRun = true }, null, TestCloud.Cancel);

        result.Plan!.CanRun.Should().BeTrue();
        result.Outcomes.Should().BeEmpty();
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
        cloud.Journals.Find("test-run").Should().BeNull();
    }

    [Fact]
    public async Task A_missing_image_is_found_in_the_plan()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var plan = await workflow.PlanAsync(cloud.Request() with { Image = ImageInput.File("/nonexistent/disk.vhd") }, TestCloud.Cancel);

        plan.Steps.Single(step => step.Id == E2EStepIds.Image).Verdict.Should().Be(PlanVerdict.Cannot);
    }

    [Fact]
    public async Task A_plan_is_drawn_as_a_picture_with_every_step_and_a_text_for_those_who_do_not_see_it()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var plan = await workflow.PlanAsync(cloud.Request(), TestCloud.Cancel);
        var svg = System.Xml.Linq.XDocument.Parse(plan.ToSvg()).Root!;

        svg.Elements().Count(one => one.Name.LocalName == "rect").Should().Be(plan.Steps.Count);
        svg.Elements().Count(one => one.Name.LocalName == "path").Should().BeInRange(plan.Steps.Count - 2, plan.Steps.Sum(step => step.After.Count));
        svg.Elements().Single(one => one.Name.LocalName == "desc").Value.Should().ContainAll(plan.Steps.Select(step => step.Title));
    }
}
