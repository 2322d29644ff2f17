// A queue of images, two at a time, in a host: dotnet run -c Release --project samples/03.HostedWorker
// With a section IbmCloudE2E in appsettings.json or the environment (IbmCloudE2E__ApiKey, …; docs/hosting.md) it works in the real cloud, else in an emulator.
using System.Threading.Channels;
using HostedWorker;
using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
var section = builder.Configuration.GetSection("IbmCloudE2E");
await using var cloud = section.Exists() ? null : await IbmCloudEmulator.StartAsync();
if (cloud is not null)
{
    builder.Services.AddSingleton<RunJournalStore>(new MemoryJournalStore()); // nothing of the emulator outlives it
}

builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddIbmCloudE2E(section, options =>
{
    if (cloud is not null)
    {
        (options.ApiKey, options.Endpoints) = (SecretString.FromString(cloud.ApiKey), cloud.Endpoints);
        (options.ClassicUser, options.ClassicKey) = (cloud.SoftLayerUser, SecretString.FromString(cloud.SoftLayerKey));
        (options.PollInterval, options.PolicySettlingTime) = (TimeSpan.FromSeconds(0.1), TimeSpan.Zero);
    }
});
builder.Services.AddHealthChecks().AddIbmCloudE2E();
var queue = Channel.CreateBounded<E2ERequest>(capacity: 10);
builder.Services.AddSingleton(queue.Reader).AddHostedService<ImageWorker>();
using var host = builder.Build();
await host.StartAsync(); // says all that is wrong with the options, before any call

var images = args.Length > 0 ? args.Select(ImageInput.File) : Enumerable.Range(1, 3).Select(number => ImageInput.Source(DemoDisk(number), $"demo disk {number}"));
foreach (var (number, image) in images.Index())
{
    await queue.Writer.WriteAsync(new E2ERequest
    {
        Name = $"worker-{number + 1}",
        Image = image,
        Region = IbmRegion.UsSouth,
        OsReferenceCode = "DEBIAN_12_64",
        Preflight = args.Length > 0 ? PreflightPolicy.Enforce : PreflightPolicy.Skip, // the demo disks have no operating system in them
    });
}

queue.Writer.Complete();
await host.WaitForShutdownAsync();
return ImageWorker.Failed;
static MemoryImageSource DemoDisk(int seed)
{
    byte[] disk = new byte[8 << 20];
    new Random(seed).NextBytes(disk);
    return new MemoryImageSource(disk);
}
