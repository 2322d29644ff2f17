using IBMCloud.Emulator.Accounts;
using IBMCloud.Emulator.CloudLogs;
using IBMCloud.Emulator.Iam;
using IBMCloud.Emulator.KeyProtect;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.ResourceController;
using IBMCloud.Emulator.ResourceManager;
using IBMCloud.Emulator.SoftLayer;

namespace IBMCloud.Emulator.Hosting;

/// <summary>All services of the emulated cloud: the one place where a service is registered. The order is the order of the ports.</summary>
internal static class EmulatedServices
{
    public static IReadOnlyList<IEmulatedService> Create(EmulatedCloud cloud) =>
    [
        new IamService(cloud),
        new ResourceControllerService(cloud),
        new ResourceManagerService(cloud),
        new AccountsService(cloud),
        new KeyProtectService(cloud),
        new ObjectStorageService(cloud),
        new SoftLayerService(cloud),
        new CloudLogsService(cloud),
    ];
}
