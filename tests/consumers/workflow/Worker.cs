using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.SoftLayer;

namespace ImageFactory;

/// <summary>Plans, runs, verifies and tears down one run, then ends the program.</summary>
public sealed class Worker(IbmCloudEmulator cloud, IConfiguration configuration, ILoggerFactory logs, IHostApplicationLifetime host) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Environment.ExitCode = 1;
        using var apiKey = SecretString.FromString(cloud.ApiKey);
        using var classicKey = SecretString.FromString(cloud.SoftLayerKey);
        using var workflow = new E2EWorkflow(new E2EOptions
        {
            ApiKey = apiKey,
            SoftLayer = SoftLayerCredential.ClassicKey(cloud.SoftLayerUser, classicKey),
            Client = new IbmCloudClientOptions { Endpoints = cloud.Endpoints, LoggerFactory = logs },
            CloudLogs = [cloud.Address(EmulatedService.CloudLogs)],
            Journals = new MemoryJournalStore(),
            PolicySettlingTime = TimeSpan.Zero,                                    // a live cloud needs the default
            Wait = new WaitOptions { PollInterval = TimeSpan.FromSeconds(0.1) },
        });
        var request = new E2ERequest
        {
            Name = "factory",
            Image = ImageInput.File(configuration["Image"] ?? throw new InvalidOperationException("Say which image: -- --Image disk.raw")),
            Region = IbmRegion.UsSouth,
            OsReferenceCode = "DEBIAN_12_64",
            Preflight = PreflightPolicy.Report,
            Server = new ServerRequest { Hostname = "web", Domain = "example.com" },
        };
        E2EResult result = await workflow.RunAsync(request, cancellationToken: stoppingToken);
        VerificationReport report = await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, cancellationToken: stoppingToken);
        Console.WriteLine($"server {result.Journal.Facts.ServerId}\n{report.ToText()}");
        await workflow.TearDownAsync("factory", new TearDownOptions(), cancellationToken: stoppingToken);
        Environment.ExitCode = report.Passed ? 0 : 1;
        host.StopApplication();
    }
}
