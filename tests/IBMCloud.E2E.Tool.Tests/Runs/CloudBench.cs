using System.Text;
using System.Text.Json;
using IBMCloud.Emulator;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>An emulated cloud on sockets, an image, a config file, and the tool as a user runs it with them: each call is a process of its own.</summary>
internal sealed class CloudBench : IAsyncDisposable
{
    public const string RunName = "web-image";
    private readonly TempFolder _folder = new();

    private CloudBench(IbmCloudEmulator emulator)
    {
        Emulator = emulator;
        var disk = new byte[12 << 20];
        new Random(11).NextBytes(disk.AsSpan(0, disk.Length / 2));
        (disk[510], disk[511]) = (0x55, 0xAA);
        Image = _folder.Write("disk.raw", disk);
        Write("cloud.json", JsonSerializer.Serialize(new
        {
            iam = emulator.Address(EmulatedService.Iam),
            resourceController = emulator.Address(EmulatedService.ResourceController),
            resourceManager = emulator.Address(EmulatedService.ResourceManager),
            accounts = emulator.Address(EmulatedService.Accounts),
            softLayer = new Uri(emulator.Address(EmulatedService.SoftLayer), "rest/v3.1/"),
            keyProtect = emulator.Regions.ToDictionary(region => region, region => emulator.Address(EmulatedService.KeyProtect, region)),
            objectStorage = emulator.Regions.ToDictionary(region => region, region => emulator.Address(EmulatedService.ObjectStorage, region)),
            cloudLogs = emulator.Address(EmulatedService.CloudLogs),
            apiKey = emulator.ApiKey,
            softLayerUser = emulator.SoftLayerUser,
            softLayerKey = emulator.SoftLayerKey,
        }));

        // Relative paths in the file are relative to it, wherever the tool is started. Random bytes are no operating system: nothing to look into.
        Config = Write("ibmcloud-e2e.json", """
            {
              // as a user writes it
              "name": "web-image",
              "journals": "runs",
              "endpoints": "cloud.json",
              "image": "disk.raw",
              "region": "us-south",
              "operatingSystem": "DEBIAN_12_64",
              "preflight": "skip",
              "pollInterval": "20ms",
              "server": { "hostname": "web", "domain": "example.com", },
            }
            """);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IbmCloudEmulator Emulator { get; }

    public string Image { get; }

    public string Config { get; }

    public string Journal => this["runs/web-image.journal.json"];

    /// <summary>What the tool finds in its environment: none of the variables that the machine may have set for it.</summary>
    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["IBMCLOUD_API_KEY"] = null,
        ["IBMCLOUD_E2E_API_KEY"] = null,
        ["IBMCLOUD_E2E_ENDPOINTS"] = null,
        ["IBMCLOUD_E2E_CONFIG"] = null,
    };

    public string this[string name] => _folder[name];

    public static async Task<CloudBench> StartAsync(Action<EmulatorOptions>? configure = null)
    {
        var options = new EmulatorOptions { StageDelay = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        return new CloudBench(await IbmCloudEmulator.StartAsync(options, Cancel));
    }

    public string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Runs a verb with the config file to its end.</summary>
    public Task<ToolResult> RunAsync(params IEnumerable<string> arguments) => ToolAsync([.. arguments, "--config", Config]);

    /// <summary>Runs the tool to its end, with nothing but the environment.</summary>
    public Task<ToolResult> ToolAsync(params IEnumerable<string> arguments) =>
        Task.Run(() => OutsideTool.Run(ToolProcess.Program, arguments, environment: Environment), Cancel);

    /// <summary>Runs a verb to its end, which must be 0, and reads the one JSON document on stdout.</summary>
    public async Task<JsonElement> JsonAsync(params IEnumerable<string> arguments) =>
        JsonDocument.Parse((await RunAsync([.. arguments, "--json"])).MustSucceed().Output).RootElement;

    /// <summary>Starts a verb and reads its stderr until a line begins as given.</summary>
    public async Task<ToolRun> StartUntilAsync(string line, params IEnumerable<string> arguments)
    {
        var run = new ToolRun(ToolProcess.Start(Environment, [.. arguments, "--config", Config]));
        await run.UntilAsync(line);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        _folder.Dispose();
    }
}
