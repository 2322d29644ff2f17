using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.ObjectStorage;
using IBMCloud.ResourceController;
using IBMCloud.SoftLayer;
using Microsoft.Extensions.DependencyInjection;

namespace IBMCloud.E2E.Tests.Hosting;

/// <summary>The workflow in a host, over real sockets.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_hosted_workflow_runs_with_what_the_configuration_says()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var folder = new TempFolder();
        var settings = HostedCloud.Settings(cloud);
        settings["IbmCloudE2E:Journals:Folder"] = folder["runs"];
        using var host = HostedCloud.Build(cloud, settings);
        await host.StartAsync(TestCloud.Cancel);

        var result = await host.Services.GetRequiredService<E2EWorkflow>().RunAsync(cloud.Request(), null, TestCloud.Cancel);

        result.Journal.IsComplete.Should().BeTrue();
        File.Exists(Path.Combine(folder["runs"], "test-run.journal.json")).Should().BeTrue();
        cloud.Log.Text.Should().Contain("step server Created").And.NotContain(cloud.Emulator.ApiKey).And.NotContain(cloud.Emulator.SoftLayerKey);
        await host.StopAsync(TestCloud.Cancel);
    }

    [Fact]
    public async Task All_clients_of_the_host_share_one_token()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var host = HostedCloud.Build(cloud, HostedCloud.Settings(cloud));
        var services = host.Services;
        var workflow = services.GetRequiredService<E2EWorkflow>();

        await services.GetRequiredService<IamClient>().ListServiceIdsAsync(cloud.Emulator.AccountId, null, TestCloud.Cancel).CountAsync(TestCloud.Cancel);
        await services.GetRequiredService<ResourceControllerClient>().ListInstancesAsync(cancellationToken: TestCloud.Cancel).CountAsync(TestCloud.Cancel);
        await workflow.Clients.ResourceController.ListInstancesAsync(cancellationToken: TestCloud.Cancel).CountAsync(TestCloud.Cancel);
        await services.GetRequiredService<SoftLayerClient>().Account.GetAsync(TestCloud.Cancel);

        cloud.Emulator.Requests.Count(request => request.Path.StartsWith("/identity/token", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task A_bucket_in_the_configuration_keeps_the_journals()
    {
        await using var cloud = await TestCloud.StartAsync();
        var settings = HostedCloud.Settings(cloud);
        settings["IbmCloudE2E:Journals:Bucket"] = "hosted-journals";
        settings["IbmCloudE2E:Journals:Prefix"] = "team-a/";
        using var host = HostedCloud.Build(cloud, settings);
        var workflow = host.Services.GetRequiredService<E2EWorkflow>();
        var storage = workflow.Clients.ObjectStorage(IbmRegion.UsSouth);
        var group = await workflow.Clients.ResourceController.GetDefaultResourceGroupAsync(cloud.Emulator.AccountId, TestCloud.Cancel);
        var instance = await workflow.Clients.ResourceController.CreateInstanceAsync(
            new ResourceInstanceDraft { Name = "journals", PlanId = ResourcePlans.ObjectStorageStandard, Target = "global", ResourceGroupId = group.Id }, TestCloud.Cancel);
        await storage.EnsureBucketAsync(
            new BucketDraft { Name = "hosted-journals", Instance = (await workflow.Clients.ResourceController.WaitUntilActiveAsync(instance.Guid, TestCloud.Cancel)).Crn }, TestCloud.Cancel);

        await workflow.RunAsync(cloud.Request() with { Server = null }, null, TestCloud.Cancel);

        var keys = await storage.ListObjectsAsync("hosted-journals", null, TestCloud.Cancel).Select(one => one.Key).ToListAsync(TestCloud.Cancel);
        keys.Should().Equal("team-a/test-run/journal.00000001.json");
    }

    [Fact]
    public async Task Own_steps_are_taken_from_the_services()
    {
        await using var cloud = await TestCloud.StartAsync();
        var step = new Counting();
        using var host = HostedCloud.Build(cloud, HostedCloud.Settings(cloud), services => services.AddSingleton<E2EStep>(step));
        using var second = HostedCloud.Build(cloud, HostedCloud.Settings(cloud));

        var plan = await host.Services.GetRequiredService<E2EWorkflow>().PlanAsync(cloud.Request(), TestCloud.Cancel);

        plan.Steps.Should().Contain(one => one.Id == step.Id);
        (await second.Services.GetRequiredService<E2EWorkflow>().PlanAsync(cloud.Request(), TestCloud.Cancel)).Steps.Should().NotContain(one => one.Id == step.Id);
    }

    [Fact]
    public async Task Two_accounts_live_in_one_program_under_two_names()
    {
        await using var one = await TestCloud.StartAsync();
        await using var other = await TestCloud.StartAsync();
        var services = new ServiceCollection();
        foreach (var (name, cloud) in new[] { ("one", one), ("other", other) })
        {
            services.AddIbmCloudE2E(
                options =>
                {
                    options.ApiKey = SecretString.FromString(cloud.Emulator.ApiKey);
                    options.Endpoints = cloud.Emulator.Endpoints;
                },
                name);
        }

        services.AddLogging();
        await using var provider = services.BuildServiceProvider();

        foreach (var (name, cloud) in new[] { ("one", one), ("other", other) })
        {
            var workflow = provider.GetRequiredKeyedService<E2EWorkflow>(name);
            await workflow.Clients.ResourceController.ListInstancesAsync(cancellationToken: TestCloud.Cancel).CountAsync(TestCloud.Cancel);
            cloud.Emulator.Requests.Should().Contain(request => request.Path.StartsWith("/v2/resource_instances", StringComparison.Ordinal));
        }
    }

    private sealed class Counting() : TestStep("counting", [])
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
