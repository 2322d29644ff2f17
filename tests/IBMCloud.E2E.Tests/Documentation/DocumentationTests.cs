using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;

namespace IBMCloud.E2E.Tests.Documentation;

public sealed class DocumentationTests
{
    private const string Source = "tests/IBMCloud.E2E.Tests/Documentation/WorkflowSamples.cs";
    private static readonly string[] Pages = ["docs/index.md", "docs/audit.md", "docs/report.md"];

    [Fact]
    public async Task The_samples_run()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var folder = new TempFolder();
        var image = folder.Write("debian-12.raw", cloud.Disk);
        using var apiKey = SecretString.FromString(cloud.Emulator.ApiKey);
        using var classicKey = SecretString.FromString(cloud.Emulator.SoftLayerKey);
        var options = new IbmCloudClientOptions { Endpoints = cloud.Emulator.Endpoints };
        var logs = cloud.Emulator.Address(EmulatedService.CloudLogs);
        using var credential = new ApiKeyCredential(apiKey, options);
        using var workflow = WorkflowSamples.Connect(apiKey, cloud.Emulator.SoftLayerUser, classicKey, options, logs, new FileJournalStore(folder["runs"]));
        var request = WorkflowSamples.Request(image);

        (await WorkflowSamples.PlanAsync(workflow, request)).CanRun.Should().BeTrue();
        var result = await WorkflowSamples.RunAsync(workflow, request, TestCloud.Cancel);
        (await WorkflowSamples.VerifyAsync(workflow, request)).Should().BeTrue();
        (await WorkflowSamples.AuditAsync(workflow)).Missing.Should().BeEmpty();
        (await WorkflowSamples.OwnSourcesAsync(credential, options, logs, result.Journal.Facts.RootKeyId!)).Missing.Should().BeEmpty();
        (await WorkflowSamples.ReportAsync(workflow, folder.Path)).Verdict.Should().Be(EvidenceVerdict.Shown);
        File.ReadAllText(folder["web-image.html"]).Should().StartWith("<!doctype html>");
        (await WorkflowSamples.RotateAsync(workflow)).Should().NotBeEmpty();
        (await WorkflowSamples.VerifyAsync(workflow, request)).Should().BeTrue();
        (await WorkflowSamples.TearDownAsync(workflow)).Remaining.Should().HaveCount(2);
    }

    [Fact]
    public void The_pages_show_the_samples_that_run_and_no_others()
    {
        var shown = Pages.SelectMany(SamplePage.Blocks).ToDictionary();

        shown.Should().BeEquivalentTo(SamplePage.Regions(Source));
        Pages.Sum(SamplePage.Count).Should().Be(shown.Count);
    }

    [Fact]
    public void Every_built_in_step_is_on_the_first_page()
    {
        var page = SamplePage.Read("docs/index.md");

        BuiltInSteps.All.Where(step => !page.Contains($"| `{step.Id}` |", StringComparison.Ordinal)).Should().BeEmpty();
    }
}
