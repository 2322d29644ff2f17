namespace IBMCloud.E2E.Tests.Inputs;

/// <summary>Images that are in classic infrastructure: the run exports what the user has, and removes what it exported.</summary>
public sealed class ClassicInputTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_template_or_a_server_becomes_an_encrypted_server_and_stays_as_it_was(bool server)
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var mine = await PlainServer.MakeAsync(cloud, workflow);
        var request = cloud.Request() with { Image = server ? ImageInput.Server(mine.ServerId) : ImageInput.Template(mine.TemplateId) };

        var result = await workflow.RunAsync(request, null, TestCloud.Cancel);
        var report = await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel);
        var sameAsTheDisk = await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { Whole = true }, null, TestCloud.Cancel);
        var after = await Inventory.OfAsync(cloud, workflow);
        var removed = await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);

        result.Journal.IsComplete.Should().BeTrue();
        report.Passed.Should().BeTrue(report.ToText());
        sameAsTheDisk.Passed.Should().BeTrue(sameAsTheDisk.ToText());
        after.Should().BeEquivalentTo(new Inventory
        {
            Instances = 3, RootKeys = 1, ServiceIds = 1, ApiKeys = 1, Policies = 4, Buckets = 2, Objects = 2, Templates = server ? 3 : 2, Servers = 2,
        });
        removed.Remaining.Should().BeEmpty(removed.ToText());
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(PlainServer.Alone);
        (await workflow.Clients.SoftLayer.ImageTemplates.GetAsync(mine.TemplateId, TestCloud.Cancel))!.Name.Should().Be("mine");
    }

    [Fact]
    public async Task A_plan_says_what_is_captured_and_exported_and_makes_nothing()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var mine = await PlainServer.MakeAsync(cloud, workflow);

        var plan = await workflow.PlanAsync(cloud.Request() with { Image = ImageInput.Server(mine.ServerId) }, TestCloud.Cancel);

        plan.CanRun.Should().BeTrue(plan.ToText());
        plan.Steps.Single(step => step.Id == E2EStepIds.Capture).Should().Match<PlannedStep>(step =>
            step.Verdict == PlanVerdict.WillCreate && step.TearDownRemoves && step.Reason.Contains("mine.example.com") && step.Reason.Contains("offline"));
        plan.Steps.Single(step => step.Id == E2EStepIds.Export).Verdict.Should().Be(PlanVerdict.WillCreate);
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(PlainServer.Alone);
    }

    [Fact]
    public async Task An_encrypted_template_and_an_encrypted_server_cannot_be_the_plain_image()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var facts = (await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel)).Journal.Facts;

        var template = await workflow.PlanAsync(cloud.Request() with { Name = "again", Image = ImageInput.Template(facts.TemplateId!.Value) }, TestCloud.Cancel);
        var server = await workflow.PlanAsync(cloud.Request() with { Name = "again", Image = ImageInput.Server(facts.ServerId!.Value) }, TestCloud.Cancel);

        template.Steps.Single(step => step.Id == E2EStepIds.Export).Should().Match<PlannedStep>(step => step.Verdict == PlanVerdict.Cannot && step.Reason.Contains("encrypted"));
        server.Steps.Single(step => step.Id == E2EStepIds.Capture).Should().Match<PlannedStep>(step => step.Verdict == PlanVerdict.Cannot && step.Reason.Contains("encrypted"));
    }

    [Fact]
    public async Task A_template_that_is_not_there_is_found_in_the_plan_and_another_one_is_another_request()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var mine = await PlainServer.MakeAsync(cloud, workflow);
        var request = cloud.Request() with { Image = ImageInput.Template(mine.TemplateId), Server = null };
        await workflow.RunAsync(request, null, TestCloud.Cancel);

        var absent = await workflow.PlanAsync(request with { Name = "absent", Image = ImageInput.Template(4711) }, TestCloud.Cancel);
        var other = () => workflow.RunAsync(request with { Image = ImageInput.Template(4711) }, null, TestCloud.Cancel);

        absent.Steps.Single(step => step.Id == E2EStepIds.Export).Reason.Should().Contain("4711");
        (await other.Should().ThrowAsync<RunJournalException>().WithMessage("*4711*")).Which.Reason.Should().Be(RunJournalError.OtherRequest);
    }

    [Fact]
    public async Task An_export_that_the_bucket_never_sees_says_what_to_look_at()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var first = cloud.Workflow();
        var mine = await PlainServer.MakeAsync(cloud, first);
        using var workflow = cloud.Workflow(steps: [new ForeignBucket()]);

        var run = () => workflow.RunAsync(cloud.Request() with { Image = ImageInput.Template(mine.TemplateId) }, new Seen(), TestCloud.Cancel);

        var failure = await run.Should().ThrowAsync<E2EStepException>().WithMessage("*ended and there is no object*Regional*");
        failure.Which.StepId.Should().Be(E2EStepIds.Export);
    }

    /// <summary>Stands in for the bucket's step and names one in which nobody but its owner may write.</summary>
    private sealed class ForeignBucket() : TestStep(E2EStepIds.Bucket, [E2EStepIds.ObjectStorage])
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken)
        {
            context.Facts.Bucket = "my-own-images";
            return Task.CompletedTask;
        }
    }

    private sealed class Seen : IProgress<E2EProgress>
    {
        public void Report(E2EProgress value) => TestContext.Current.TestOutputHelper?.WriteLine($"{value.StepId} {value.Stage} {value.Detail}");
    }
}
