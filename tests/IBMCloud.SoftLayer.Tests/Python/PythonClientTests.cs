using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator;

namespace IBMCloud.SoftLayer.Tests.Python;

/// <summary>
/// IBM's own Python client (Debian: python3-softlayer) and its command line, unchanged but for the endpoint, against the emulator: what they do with
/// the live service they can do here.
/// </summary>
public sealed class PythonClientTests : ClassicCloudTest
{
    // Debian's own: another Python on PATH does not have the package.
    private const string Interpreter = "/usr/bin/python3";

    protected override void Configure(EmulatorOptions options)
    {
        base.Configure(options);
        options.StageDelay = TimeSpan.FromMilliseconds(50);
    }

    [Fact]
    public async Task It_imports_an_encrypted_image_orders_a_server_and_reads_the_event_log()
    {
        RequirePackage();
        await UploadAsync();
        var import = Import();
        var given = new JsonObject
        {
            ["endpoint"] = Options.Endpoints.SoftLayer.ToString().TrimEnd('/'),
            ["user"] = "apikey",
            ["key"] = Emulator.ApiKey,
            ["uri"] = import.Uri.OriginalString,
            ["apiKey"] = Emulator.ApiKey,
            ["crkCrn"] = import.RootKeyCrn.ToString(),
            ["wrappedDek"] = import.WrappedDek,
        };
        var script = Path.Combine(SharedTools.RepositoryRoot, "tests", "IBMCloud.SoftLayer.Tests", "Python", "softlayer_python.py");

        var output = await Task.Run(() => OutsideTool.Run(Interpreter, [script], given.ToJsonString()).MustSucceed().Output, Cancel);

        using var seen = JsonDocument.Parse(output);
        var answer = seen.RootElement;
        answer.GetProperty("encrypted").GetBoolean().Should().BeTrue();
        Ids(answer, "listed").Should().Equal(answer.GetProperty("image").GetInt64());
        answer.GetProperty("verifiedPrices").GetInt32().Should().BePositive();
        answer.GetProperty("ready").GetBoolean().Should().BeTrue();
        answer.GetProperty("power").GetString().Should().Be("RUNNING");
        Ids(answer, "servers").Should().Equal(answer.GetProperty("guest").GetInt64());
        Texts(answer, "events").Should().Equal("Provision", "Power On", "Provision Complete");
        Texts(answer, "users").Should().Equal("1234567_owner@example.com", null, null);
        answer.GetProperty("missing").GetString().Should().Be("Unable to find object with id of '1'.");
        answer.GetProperty("refused").GetString().Should().Contain("wrappedDek does not unwrap");
        answer.GetProperty("cancelled").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Its_command_line_does_the_same()
    {
        RequirePackage();
        await UploadAsync();
        var import = Import();
        using var folder = new TempFolder();
        var configuration = Path.Combine(folder.Path, "softlayer.conf");
        await File.WriteAllTextAsync(configuration, $"[softlayer]\nendpoint_url = {Options.Endpoints.SoftLayer.ToString().TrimEnd('/')}\ntimeout = 240\n", Cancel);

        var image = await RunAsync(configuration, "image", "import", "from slcli", import.Uri.OriginalString, "--os-code", "DEBIAN_12_64", "--ibm-api-key", Emulator.ApiKey,
            "--root-key-crn", import.RootKeyCrn.ToString(), "--wrapped-dek", import.WrappedDek, "--cloud-init", "--is-encrypted");
        var id = image.GetProperty("id").GetInt64();
        await Client.ImageTemplates.WaitUntilReadyAsync(id, Fast, cancellationToken: Cancel);
        var images = await RunAsync(configuration, "image", "list", "--private");
        await RunAsync(configuration, "vs", "create", "--hostname", "cli", "--domain", "example.com", "--cpu", "1", "--memory", "1024", "--image", $"{id}",
            "--datacenter", "dal13", "--billing", "hourly", "--san");
        var guest = (await Client.VirtualGuests.FindAsync("cli", "example.com", Cancel))!;
        await Client.VirtualGuests.WaitUntilProvisionedAsync(guest.Id, Fast, cancellationToken: Cancel);
        var events = await Task.Run(() => Slcli(configuration, "event-log", "get", "-t", "CCI"), Cancel);

        images.EnumerateArray().Select(row => row.GetProperty("id").GetInt64()).Should().Equal(id);
        guest.BlockDeviceTemplateGroup!.Id.Should().Be(id);
        events.Should().Contain("'Provision','cli.example.com','CCI'").And.Contain("1234567_owner@example.com").And.Contain("'Provision Complete'");
    }

    private async Task<JsonElement> RunAsync(string configuration, params string[] arguments)
    {
        var output = await Task.Run(() => Slcli(configuration, arguments), Cancel);

        // Some commands print more than one table: the first is the one asked for.
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(output[output.IndexOfAny(['{', '['])..]));
        return JsonElement.ParseValue(ref reader);
    }

    private string Slcli(string configuration, params string[] arguments) => OutsideTool.Run(
        "/usr/bin/slcli",
        ["--config", configuration, "--format", "json", "-y", .. arguments],
        environment: new Dictionary<string, string?> { ["SL_USERNAME"] = "apikey", ["SL_API_KEY"] = Emulator.ApiKey, ["HOME"] = Path.GetDirectoryName(configuration) })
        .MustSucceed().Output;

    private static void RequirePackage()
    {
        if (!File.Exists(Interpreter) || !File.Exists("/usr/bin/slcli") || OutsideTool.Run(Interpreter, ["-c", "import SoftLayer"]).ExitCode != 0)
        {
            OutsideTool.Missing("the package 'python3-softlayer' is not installed");
        }
    }

    private static IEnumerable<long> Ids(JsonElement answer, string name) => answer.GetProperty(name).EnumerateArray().Select(one => one.GetInt64());

    private static IEnumerable<string?> Texts(JsonElement answer, string name) => answer.GetProperty(name).EnumerateArray().Select(one => one.GetString());
}
