using IBMCloud.E2E.Tests.Inputs;

namespace IBMCloud.E2E.Tests.Documentation;

public sealed class LifeDocumentationTests
{
    private const string Source = "tests/IBMCloud.E2E.Tests/Documentation/LifeSamples.cs";
    private const string Page = "docs/workflow.md";

    [Fact]
    public async Task The_samples_of_inputs_and_keys_run()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var mine = await PlainServer.MakeAsync(cloud, workflow);
        var request = cloud.Request() with { Name = "web-image", Server = null };
        var rootKey = (await workflow.RunAsync(request with { Name = "other-image" }, null, TestCloud.Cancel)).Journal.Facts.RootKeyCrn!;

        (await LifeSamples.DryRunAsync(workflow, LifeSamples.OfTemplate(request, mine.TemplateId))).CanRun.Should().BeTrue();
        await workflow.RunAsync(LifeSamples.Keys(LifeSamples.OfServer(request, mine.ServerId), rootKey), null, TestCloud.Cancel);
        (await LifeSamples.PlainCopiesAsync(workflow)).Items.Should().HaveCount(2);
        (await LifeSamples.ShredAsync(workflow)).Remaining.Should().ContainSingle().Which.StepId.Should().Be(E2EStepIds.RootKey);
    }

    [Fact]
    public async Task The_samples_of_rotation_and_roll_back_run()
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(E2EProfile.ClassicLuks) with { Name = "web-image" };
        await workflow.RunAsync(request, null, TestCloud.Cancel);

        (await LifeSamples.RekeyAsync(workflow)).TemplateWithFormerKey.Should().NotBeNull();
        (await workflow.VerifyAsync(request, null, null, TestCloud.Cancel)).Passed.Should().BeTrue();
        (await LifeSamples.RollBackAsync(workflow, request with { Name = "broken-image", Profile = E2EProfile.ClassicVhd }))!.Remaining.Should().BeEmpty();
    }

    [Fact]
    public void The_page_shows_the_samples_that_run_and_no_others()
    {
        var shown = SamplePage.Blocks(Page);

        shown.Should().BeEquivalentTo(SamplePage.Regions(Source));
        SamplePage.Count(Page).Should().Be(shown.Count);
    }
}
