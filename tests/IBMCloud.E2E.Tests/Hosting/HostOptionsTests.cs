using IBMCloud.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IBMCloud.E2E.Tests.Hosting;

/// <summary>What is wrong with a host's options is said when it starts, all at once, and without a secret.</summary>
public sealed class HostOptionsTests
{
    [Fact]
    public async Task All_mistakes_of_a_configuration_are_said_at_the_start()
    {
        await using var cloud = await TestCloud.StartAsync();
        var settings = HostedCloud.Settings(cloud);
        settings["IbmCloudE2E:UploadParallelism"] = "many";
        settings["IbmCloudE2E:MaxRetrys"] = "3";
        settings["IbmCloudE2E:PolicySettlingTime"] = "30";
        settings["IbmCloudE2E:Region"] = "Dallas!";
        settings["IbmCloudE2E:Endpoints:Iam"] = null;
        settings["IbmCloudE2E:CloudLogs:0"] = "logs";
        settings["IbmCloudE2E:Journals:Bucket"] = "b";
        settings["IbmCloudE2E:Journals:Folder"] = "f";
        settings["IbmCloudE2E:Journals:LeaseDuration"] = "05:00:00";
        settings["IbmCloudE2E:Journals:Key"] = "x";
        settings["IbmCloudE2E:ClassicKey"] = null;
        using var host = HostedCloud.Build(cloud, settings);

        var failure = (await host.Invoking(one => one.StartAsync(TestCloud.Cancel)).Should().ThrowAsync<OptionsValidationException>()).Which;

        failure.Failures.Should().HaveCount(11).And.OnlyContain(one => one.StartsWith("IBM Cloud E2E options: ", StringComparison.Ordinal));
        foreach (var said in new[]
        {
            "UploadParallelism is 'many'", "'IbmCloudE2E:MaxRetrys' is no setting", "PolicySettlingTime is '30': it must be a time", "Region is 'Dallas!'", "lack an address for Iam",
            "'IbmCloudE2E:CloudLogs:0' is 'logs'", "names a folder and a bucket", "Journals:Bucket needs a region", "Journals:LeaseDuration is 05:00:00", "'IbmCloudE2E:Journals:Key' is no setting",
            "ClassicUser and ClassicKey belong together",
        })
        {
            failure.Message.Should().Contain(said);
        }

        failure.Message.Should().NotContain(cloud.Emulator.ApiKey);
    }

    [Fact]
    public async Task Keys_may_be_in_files_and_are_in_no_message()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var folder = new TempFolder();
        var settings = HostedCloud.Settings(cloud);
        settings.Remove("IbmCloudE2E:ApiKey");
        settings["IbmCloudE2E:ApiKeyFile"] = folder.Write("key", System.Text.Encoding.UTF8.GetBytes($"{cloud.Emulator.ApiKey}\n"));
        using var host = HostedCloud.Build(cloud, settings);
        await host.StartAsync(TestCloud.Cancel);

        (await host.Services.GetRequiredService<IbmCloudCredential>().GetTokenAsync(TestCloud.Cancel)).ExpiresAt.Should().BeAfter(DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("", "does not hold a key")]
    [InlineData("two\nlines", "does not hold a key")]
    public async Task A_key_file_that_holds_no_key_is_named(string? content, string said)
    {
        await using var cloud = await TestCloud.StartAsync();
        using var folder = new TempFolder();
        var settings = HostedCloud.Settings(cloud);
        settings.Remove("IbmCloudE2E:ApiKey");
        settings["IbmCloudE2E:ApiKeyFile"] = content is null ? folder["absent"] : folder.Write("key", System.Text.Encoding.UTF8.GetBytes(content));
        using var host = HostedCloud.Build(cloud, settings);

        (await host.Invoking(one => one.StartAsync(TestCloud.Cancel)).Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("ApiKeyFile").And.Contain(said);
    }

    [Fact]
    public void Keys_come_from_the_environment_where_nothing_else_gives_them()
    {
        var before = Environment.GetEnvironmentVariable("IBMCLOUD_E2E_API_KEY");
        try
        {
            Environment.SetEnvironmentVariable("IBMCLOUD_E2E_API_KEY", "from-the-environment");
            Read(_ => { }).ApiKey!.Reveal().Should().Be("from-the-environment");
            Read(options => options.ApiKey = SecretString.FromString("from-code")).ApiKey!.Reveal().Should().Be("from-code");
        }
        finally
        {
            Environment.SetEnvironmentVariable("IBMCLOUD_E2E_API_KEY", before);
        }

        static IbmCloudE2EOptions Read(Action<IbmCloudE2EOptions> configure)
        {
            using var provider = new ServiceCollection().AddIbmCloudE2E(configure).BuildServiceProvider();
            return provider.GetRequiredService<IOptions<IbmCloudE2EOptions>>().Value;
        }
    }

    [Theory]
    [InlineData("private", "https://private.iam.cloud.ibm.com/")]
    [InlineData("Public", "https://iam.cloud.ibm.com/")]
    public async Task Ibms_own_endpoints_are_chosen_by_a_word(string word, string iam)
    {
        await using var cloud = await TestCloud.StartAsync();
        using var host = HostedCloud.Build(cloud, new() { ["IbmCloudE2E:ApiKey"] = "key", ["IbmCloudE2E:Endpoints"] = word });

        host.Services.GetRequiredService<IbmCloudClientOptions>().Endpoints.Iam.Should().Be(new Uri(iam));
    }
}
