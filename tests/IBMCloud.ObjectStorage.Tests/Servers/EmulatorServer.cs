using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;
using IBMCloud.ResourceController;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>The emulator, by token, with one Object Storage instance.</summary>
public sealed class EmulatorServer : TestServer
{
    private readonly List<IDisposable> _owned = [];
    private readonly SecretString _key;

    private EmulatorServer(IbmCloudEmulator emulator)
    {
        Emulator = emulator;
        _key = Owned(SecretString.FromString(emulator.ApiKey));
        Credential = Owned(new ApiKeyCredential(_key, Options()));
    }

    public IbmCloudEmulator Emulator { get; }

    public ApiKeyCredential Credential { get; }

    public override IbmRegion Region => IbmRegion.UsSouth;

    public override Crn Instance => Made!;

    private Crn? Made { get; set; }

    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options = null)
    {
        options ??= new EmulatorOptions();
        options.StageDelay = TimeSpan.Zero;
        var server = new EmulatorServer(await IbmCloudEmulator.StartAsync(options, TestContext.Current.CancellationToken));
        server.Made = await server.NewInstanceAsync(ResourcePlans.ObjectStorageStandard, "global");
        return server;
    }

    /// <summary>A new, active instance of a service.</summary>
    public async Task<Crn> NewInstanceAsync(string plan, string target)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var resources = new ResourceControllerClient(Credential, Options());
        var group = await resources.GetDefaultResourceGroupAsync(Emulator.AccountId, cancel);
        var made = await resources.CreateInstanceAsync(new ResourceInstanceDraft { Name = $"test {Guid.NewGuid():N}", PlanId = plan, Target = target, ResourceGroupId = group.Id }, cancel);
        return (await resources.WaitUntilActiveAsync(made.Guid, cancel)).Crn;
    }

    public override ObjectStorageClient CreateClient(TimeProvider? time = null, HttpMessageHandler? transport = null) =>
        Owned(new ObjectStorageClient(Credential, Region, Options(time, transport)));

    public IbmCloudClientOptions Options(TimeProvider? time = null, HttpMessageHandler? transport = null) => Options(
        new IbmCloudEndpoints
        {
            Iam = Emulator.Address(EmulatedService.Iam),
            ResourceController = Emulator.Address(EmulatedService.ResourceController),
            ResourceManager = Emulator.Address(EmulatedService.ResourceManager),
            Accounts = Emulator.Address(EmulatedService.Iam),
            SoftLayer = Emulator.Address(EmulatedService.Iam),
            KeyProtectByRegion = new Dictionary<IbmRegion, Uri> { [Region] = Emulator.Address(EmulatedService.KeyProtect, Region.Name) },
            ObjectStorageByRegion = new Dictionary<IbmRegion, Uri> { [Region] = Emulator.Address(EmulatedService.ObjectStorage, Region.Name) },
        },
        time,
        transport);

    public T Owned<T>(T one)
        where T : IDisposable
    {
        _owned.Add(one);
        return one;
    }

    public override async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        _owned.ForEach(one => one.Dispose());
        await Emulator.DisposeAsync();
        await base.DisposeAsync();
    }
}
