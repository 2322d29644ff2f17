using IBMCloud.Core;
using IBMCloud.ObjectStorage;
using IBMCloud.ObjectStorage.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IBMCloud.E2E.Tests.Documentation;

public sealed class HostingDocumentationTests
{
    private const string Source = "tests/IBMCloud.E2E.Tests/Documentation/HostingSamples.cs";
    private static readonly string[] Pages = ["docs/journals.md", "docs/hosting.md"];

    [Fact]
    public async Task The_store_in_a_bucket_keeps_a_journal()
    {
        await using var server = await EmulatorServer.StartAsync();
        var client = new IbmCloudClientOptions { Endpoints = server.Emulator.Endpoints };
        var (storage, journals) = HostingSamples.BucketStore(server.Credential, client);
        using var owned = storage;
        await storage.EnsureBucketAsync(new BucketDraft { Name = "acme-run-journals", Instance = server.Instance }, TestCloud.Cancel);

        await using var journal = await journals.OpenAsync("web-image", TestCloud.Cancel);
        await journal.WriteAsync("{}"u8.ToArray(), TestCloud.Cancel);

        (await journal.ReadAsync(TestCloud.Cancel)).Should().Equal("{}"u8.ToArray());
        (await storage.ListObjectsAsync("acme-run-journals", "ibmcloud-e2e/runs/web-image/", TestCloud.Cancel).CountAsync(TestCloud.Cancel)).Should().Be(2);
    }

    [Fact]
    public void The_pages_show_the_samples_that_run_and_no_others()
    {
        var shown = Pages.SelectMany(SamplePage.Blocks).ToDictionary();

        shown.Should().BeEquivalentTo(SamplePage.Regions(Source));
        Pages.Sum(SamplePage.Count).Should().Be(shown.Count);
    }

    [Fact]
    public void The_registrations_give_a_workflow_and_a_health_check()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("IbmCloudE2E:ApiKey", "key")]);
        HostingSamples.Register(builder);
        using (var host = builder.Build())
        {
            host.Services.GetRequiredService<E2EWorkflow>().Should().NotBeNull();
            host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Should().ContainSingle().Which.Name.Should().Be("ibmcloud-e2e");
        }

        builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("IbmCloudE2E:ApiKey", "key")]);
        HostingSamples.RegisterMore(builder, new Nothing());
        using var more = builder.Build();
        more.Services.GetRequiredService<IOptions<IbmCloudE2EOptions>>().Value.Region.Should().Be(IbmRegion.EuDe);
        more.Services.GetRequiredService<E2EWorkflow>().Should().NotBeNull();
    }

    [Fact]
    public void Every_setting_is_in_the_table()
    {
        var services = new ServiceCollection().AddIbmCloudE2E(
            new ConfigurationBuilder().AddInMemoryCollection([new("ApiKey", "key"), new("Unknown", "1"), new("Journals:Unknown", "1")]).Build());
        using var provider = services.BuildServiceProvider();
        var page = SamplePage.Read("docs/hosting.md");

        var mistakes = provider.Invoking(one => one.GetRequiredService<IOptions<IbmCloudE2EOptions>>().Value).Should().Throw<OptionsValidationException>().Which.Failures.ToList();

        mistakes.Should().HaveCount(2);
        foreach (var mistake in mistakes)
        {
            var prefix = mistake.Contains("'Journals:Unknown'", StringComparison.Ordinal) ? "Journals:" : "";
            foreach (var key in mistake[(mistake.IndexOf("There are: ", StringComparison.Ordinal) + "There are: ".Length)..].TrimEnd('.').Split(", ").Where(key => key is not "Journals"))
            {
                page.Should().Contain(key == "CloudLogs" ? "`CloudLogs:0`" : $"`{prefix}{key}`");
            }
        }
    }

    [Fact]
    public void The_step_of_ones_own_is_the_samples()
    {
        var sample = SamplePage.Read("samples/06.OwnStep/ApprovedKey.cs").Split("#region own-step\n")[1].Split("#endregion")[0].Trim('\n');

        SamplePage.Blocks("docs/own-step.md").Should().ContainSingle().Which.Value.Should().Be(sample);
        SamplePage.Count("docs/own-step.md").Should().Be(1);
    }

    private sealed class Nothing() : TestStep("nothing", [])
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
