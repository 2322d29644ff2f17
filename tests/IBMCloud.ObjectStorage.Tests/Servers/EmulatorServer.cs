using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>The emulator, by token.</summary>
public sealed class EmulatorServer : TestServer
{
    private readonly List<IDisposable> _owned = [];

    private EmulatorServer(IbmCloudEmulator emulator) => Emulator = emulator;

    public IbmCloudEmulator Emulator { get; }

    public override IbmRegion Region => IbmRegion.UsSouth;

    public override Crn Instance { get; } = Crn.ForInstance("cloud-object-storage", "global", "0123456789abcdef0123456789abcdef", Guid.NewGuid().ToString());

    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options = null) =>
        new(await IbmCloudEmulator.StartAsync(options ?? new EmulatorOptions { StageDelay = TimeSpan.Zero }, TestContext.Current.CancellationToken));

    public override ObjectStorageClient CreateClient(TimeProvider? time = null)
    {
        var options = OptionsFor(Region, Emulator.Address(EmulatedService.ObjectStorage, Region.Name), Emulator.Address(EmulatedService.Iam), time);
        var key = SecretString.FromString(Emulator.ApiKey);
        var credential = new ApiKeyCredential(key, options);
        var client = new ObjectStorageClient(credential, Region, options);
        _owned.AddRange([client, credential, key]);
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        _owned.ForEach(one => one.Dispose());
        await Emulator.DisposeAsync();
        await base.DisposeAsync();
    }
}
