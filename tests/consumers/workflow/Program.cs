// A worker that turns an image into an encrypted server, on a local cloud: exit code 0 means that the object opens and holds the image.
using IBMCloud.Emulator;
using ImageFactory;

await using var cloud = await IbmCloudEmulator.StartAsync();
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(cloud);
builder.Services.AddHostedService<Worker>();
await builder.Build().RunAsync();
