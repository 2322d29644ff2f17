using System.Text.Json;
using IBMCloud.E2E.Tool.Configuration;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>Config file, environment, flags: which wins, and what is said where they are wrong.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public async Task A_flag_wins_over_the_environment_and_that_over_the_config_file()
    {
        await using var bench = await CloudBench.StartAsync();
        (await OriginAsync("region")).Should().Be(("us-south", $"\"region\" in {bench.Config}"));

        bench.Environment["IBMCLOUD_E2E_REGION"] = "eu-de";
        (await OriginAsync("region")).Should().Be(("eu-de", "environment variable IBMCLOUD_E2E_REGION"));
        (await OriginAsync("region", "--region", "jp-tok")).Should().Be(("jp-tok", "flag --region"));

        async Task<(string?, string?)> OriginAsync(string setting, params string[] flags)
        {
            var one = (await bench.JsonAsync(["config", "show", .. flags])).GetProperty(setting);
            return (one.GetProperty("value").GetString(), one.GetProperty("origin").GetString());
        }
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once_with_where_it_was_made()
    {
        await using var bench = await CloudBench.StartAsync();
        var config = bench.Write("wrong.json", """{ "Region": "us-south", "apiKey": "secret-in-a-file", "name": "Web Image", "server": { "cpus": "many", "hostname": "-" }, "bucket": ["a"] }""");
        bench.Environment["IBMCLOUD_E2E_POLL_INTERVAL"] = "soon";
        bench.Environment["IBMCLOUD_E2E_PROFILE"] = "vpc";

        var run = await bench.ToolAsync("run", "--config", config, "--upload-parallelism", "99", "--encrypt-bucket", "perhaps", "--image", "cos://us-south");

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().Contain("settings cannot be used:")
            .And.Contain($"{config}: there is no setting \"Region\". Did you mean \"region\"?")
            .And.Contain($"{config}: a secret such as \"apiKey\" does not belong in the config file.")
            .And.Contain($"{config}: \"bucket\" is an array")
            .And.Contain($"'many' (\"server.cpus\" in {config}) cannot be used: it takes a whole number.")
            .And.Contain("'soon' (environment variable IBMCLOUD_E2E_POLL_INTERVAL) cannot be used: it takes a time")
            .And.Contain("'vpc' (environment variable IBMCLOUD_E2E_PROFILE) cannot be used: it takes classic-vhd or classic-luks.")
            .And.Contain("'99' (flag --upload-parallelism) cannot be used: it takes 1 to 64.")
            .And.Contain("'perhaps' (flag --encrypt-bucket) cannot be used: it takes true or false.")
            .And.Contain("'cos://us-south' (flag --image) cannot be used")
            .And.Contain($"It is from \"name\" in {config}.")
            .And.Contain($"It is from \"server.hostname\" in {config}.")
            .And.Contain("'server.domain' is not set. Give --server-domain, IBMCLOUD_E2E_SERVER_DOMAIN, or \"server.domain\" in a config file.")
            .And.Contain("'operatingSystem' is not set.")
            .And.Contain("No API key is given.")
            .And.NotContain("secret-in-a-file");
    }

    [Theory]
    [InlineData("{", "is not JSON: line 1")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("""{ "name": "a", "name": "b" }""", "is not JSON")]
    public async Task A_config_file_that_is_none_is_told(string text, string message)
    {
        await using var bench = await CloudBench.StartAsync();

        (await bench.ToolAsync("plan", "--config", bench.Write("bad.json", text))).MustRefuse(2, message);
        (await bench.ToolAsync("plan", "--config", bench["missing.json"])).MustRefuse(2, "cannot be read");
    }

    [Theory]
    [InlineData("the-key\n")]
    [InlineData("""{ "name": "mine", "apikey": "the-key" }""")]
    public async Task An_API_key_comes_from_a_file_of_its_own(string text)
    {
        await using var bench = await CloudBench.StartAsync();
        var file = bench.Write("key", text.Replace("the-key", bench.Emulator.ApiKey, StringComparison.Ordinal));
        bench.Environment["IBMCLOUD_E2E_API_KEY"] = "wrong, but the flag is nearer";

        (await bench.RunAsync("plan", "--api-key-file", file)).MustSucceed();
        (await bench.RunAsync("plan", "--api-key-file", bench.Write("empty", ""))).MustRefuse(2, "does not hold a key");
    }

    [Fact]
    public async Task An_emulator_that_is_gone_is_told()
    {
        await using var bench = await CloudBench.StartAsync();

        (await bench.RunAsync("plan", "--endpoints", bench["gone.json"])).MustRefuse(2, "the emulator that wrote it is still running");
        (await bench.RunAsync("plan", "--endpoints", bench.Write("other.json", "{}"))).MustRefuse(2, "emulator --save");
    }

    [Fact]
    public void The_sample_and_the_schema_have_every_setting()
    {
        using var folder = new TempFolder();
        var sample = ToolProcess.Run("config", "sample").MustSucceed().Output;
        var schema = JsonDocument.Parse(ToolProcess.Run("config", "schema").MustSucceed().Output).RootElement.GetProperty("properties");

        foreach (var setting in Settings.All)
        {
            var name = setting.Name.Split('.')[^1];
            sample.Should().Contain($"\"{name}\":");
            (setting.Name.StartsWith("server.", StringComparison.Ordinal) ? schema.GetProperty("server").GetProperty("properties") : schema).TryGetProperty(name, out _).Should().BeTrue(setting.Name);
        }

        var shown = ToolProcess.Json("config", "show", "--config", folder.Write("ibmcloud-e2e.json", System.Text.Encoding.UTF8.GetBytes(sample)));
        shown.GetProperty("server.domain").GetProperty("value").GetString().Should().Be("example.com");
    }
}
