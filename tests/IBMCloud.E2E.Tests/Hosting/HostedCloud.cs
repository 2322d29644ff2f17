using IBMCloud.Emulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IBMCloud.E2E.Tests.Hosting;

/// <summary>A host whose configuration names every service of an emulator by address, as a settings file would.</summary>
internal static class HostedCloud
{
    public static Dictionary<string, string?> Settings(TestCloud cloud, string section = "IbmCloudE2E")
    {
        var emulator = cloud.Emulator;
        var settings = new Dictionary<string, string?>
        {
            ["ApiKey"] = emulator.ApiKey,
            ["ClassicUser"] = emulator.SoftLayerUser,
            ["ClassicKey"] = emulator.SoftLayerKey,
            ["Region"] = "us-south",
            ["Endpoints:Iam"] = Text(EmulatedService.Iam),
            ["Endpoints:ResourceController"] = Text(EmulatedService.ResourceController),
            ["Endpoints:ResourceManager"] = Text(EmulatedService.ResourceManager),
            ["Endpoints:Accounts"] = Text(EmulatedService.Accounts),
            ["Endpoints:SoftLayer"] = $"{Text(EmulatedService.SoftLayer)}rest/v3.1",
            ["Endpoints:KeyProtect:us-south"] = Text(EmulatedService.KeyProtect, "us-south"),
            ["Endpoints:ObjectStorage:us-south"] = Text(EmulatedService.ObjectStorage, "us-south"),
            ["CloudLogs:0"] = Text(EmulatedService.CloudLogs),
            ["RetryDelay"] = "00:00:00.001",
            ["MaxRetryDelay"] = "00:00:00.020",
            ["PollInterval"] = "00:00:00.005",
            ["PolicySettlingTime"] = "00:00:00",
        };
        return settings.ToDictionary(pair => $"{section}:{pair.Key}", pair => pair.Value);

        string Text(EmulatedService service, string? region = null) => emulator.Address(service, region).ToString();
    }

    public static IHost Build(TestCloud cloud, Dictionary<string, string?> settings, Action<IServiceCollection>? more = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(cloud.Log);
        builder.Services.AddIbmCloudE2E(builder.Configuration.GetSection("IbmCloudE2E"));
        builder.Services.AddHealthChecks().AddIbmCloudE2E();
        more?.Invoke(builder.Services);
        return builder.Build();
    }
}
