// From a plain disk image to an encrypted server, on a local emulator of the cloud: dotnet run -c Release --project samples/01.QuickStart [-- IMAGE]
using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.SoftLayer;
using Microsoft.Extensions.Logging;
using QuickStart;

using var ctrlC = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; ctrlC.Cancel(); };
Enum.TryParse<LogLevel>(Environment.GetEnvironmentVariable("Logging__LogLevel__Default") ?? "Warning", out var level);
using var log = LoggerFactory.Create(logging => logging.SetMinimumLevel(level).AddSimpleConsole(console => console.SingleLine = true));
using var demo = args.Length == 0 ? DemoImage.Create() : null;
var image = demo?.Path ?? args[0];

Console.WriteLine($"Image: {image}\n\n== Encrypted VHD: what classic image import takes today");
var proved = await RunAsync(E2EProfile.ClassicVhd, ImportMode.Strict);
Console.WriteLine("\n== LUKS2: the documented flow of 2018");
proved &= await RunAsync(E2EProfile.ClassicLuks, ImportMode.Year2018);
return proved ? 0 : 1;

async Task<bool> RunAsync(E2EProfile profile, ImportMode mode)
{
    await using var cloud = await IbmCloudEmulator.StartAsync(new EmulatorOptions { ImportMode = mode }, ctrlC.Token);
    using var apiKey = SecretString.FromString(cloud.ApiKey);
    using var classicKey = SecretString.FromString(cloud.SoftLayerKey);
    using var workflow = new E2EWorkflow(new E2EOptions
    {
        ApiKey = apiKey,
        SoftLayer = SoftLayerCredential.ClassicKey(cloud.SoftLayerUser, classicKey),
        Client = new IbmCloudClientOptions { Endpoints = cloud.Endpoints, LoggerFactory = log },
        Wait = new WaitOptions { PollInterval = TimeSpan.FromMilliseconds(100) },
        PolicySettlingTime = TimeSpan.Zero,
        CloudLogs = [cloud.Address(EmulatedService.CloudLogs)],
        Journals = new MemoryJournalStore(),
    });
    var request = new E2ERequest
    {
        Name = "quickstart",
        Image = ImageInput.File(image),
        Profile = profile,
        Region = IbmRegion.UsSouth,
        OsReferenceCode = "DEBIAN_12_64",
        Preflight = PreflightPolicy.Report, // the demo image has no operating system in it
        Server = new ServerRequest { Hostname = "quickstart", Domain = "example.com" },
    };

    Console.WriteLine((await workflow.PlanAsync(request, ctrlC.Token)).ToText() + "\n");
    var result = await workflow.RunAsync(request, new ConsoleProgress(), ctrlC.Token);
    Console.WriteLine($"\nWho did what:\n{result.Timeline?.ToText()}");
    var report = await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, cancellationToken: ctrlC.Token);
    Console.WriteLine($"\nProof:\n{report.ToText()}");
    return report.Passed;
}
