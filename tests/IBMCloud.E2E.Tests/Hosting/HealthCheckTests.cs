using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IBMCloud.E2E.Tests.Hosting;

/// <summary>The health check of a host, over real sockets.</summary>
public sealed class HealthCheckTests
{
    [Fact]
    public async Task A_program_that_could_run_now_is_healthy_and_says_of_each_service_that_it_answers()
    {
        await using var cloud = await TestCloud.StartAsync();

        var entry = await CheckAsync(cloud, HostedCloud.Settings(cloud));

        entry.Status.Should().Be(HealthStatus.Healthy, "{0}", entry.Description);
        entry.Data.Keys.Should().BeEquivalentTo("token", "journals", "resource controller", "classic infrastructure", "Key Protect in us-south", "Object Storage in us-south");
        ShouldHoldNoSecret(cloud, entry);
    }

    [Fact]
    public async Task A_key_that_iam_refuses_is_unhealthy_and_is_not_shown()
    {
        await using var cloud = await TestCloud.StartAsync();
        var settings = HostedCloud.Settings(cloud);
        settings["IbmCloudE2E:ApiKey"] = "wrong-but-secret-key-0123456789";

        var entry = await CheckAsync(cloud, settings);

        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Description.Should().StartWith("token: ").And.NotContain("wrong-but-secret-key");
        entry.Data["Key Protect in us-south"].Should().Be("127.0.0.1 answers");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named()
    {
        await using var cloud = await TestCloud.StartAsync();
        var settings = HostedCloud.Settings(cloud);
        settings["IbmCloudE2E:Endpoints:KeyProtect:us-south"] = "http://127.0.0.1:9/";
        using var blocked = new TempFolder();
        settings["IbmCloudE2E:Journals:Folder"] = blocked.Write("a-file", "x"u8);

        var entry = await CheckAsync(cloud, settings);

        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Description.Should().Contain("Key Protect in us-south: ").And.Contain("journals: The journal folder").And.NotContain("Object Storage in us-south: ");
        ShouldHoldNoSecret(cloud, entry);
    }

    private static async Task<HealthReportEntry> CheckAsync(TestCloud cloud, Dictionary<string, string?> settings)
    {
        using var host = HostedCloud.Build(cloud, settings);
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestCloud.Cancel);
        return report.Entries["ibmcloud-e2e"];
    }

    private static void ShouldHoldNoSecret(TestCloud cloud, HealthReportEntry entry) =>
        $"{entry.Description} {string.Join(' ', entry.Data.Select(one => $"{one.Key} {one.Value}"))} {entry.Exception}"
            .Should().NotContain(cloud.Emulator.ApiKey).And.NotContain(cloud.Emulator.SoftLayerKey).And.NotContain("eyJ");
}
