using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.Iam;
using IBMCloud.Emulator.KeyProtect;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.ResourceController.Keys;
using IBMCloud.Emulator.ResourceManager;
using IBMCloud.Emulator.SoftLayer;

namespace IBMCloud.Emulator.State;

/// <summary>Everything the emulated cloud remembers. One store for all services, so that they see each other's resources.</summary>
internal sealed class CloudState(EmulatedCloud cloud) : IDisposable
{
    /// <summary>Held while state is read or changed; never across an await.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Identities, API keys and policies.</summary>
    public IamState Iam { get; } = new(cloud);

    /// <summary>Instances of all services.</summary>
    public ServiceInstances Instances { get; } = new();

    /// <summary>Resource groups.</summary>
    public ResourceGroups Groups { get; } = new(cloud);

    /// <summary>Resource keys, with the HMAC pairs of Object Storage.</summary>
    public ResourceKeys ResourceKeys { get; } = new(cloud);

    /// <summary>What was done, for the audit trail.</summary>
    public AuditTrail Audit { get; } = new();

    /// <summary>Keys, by instance.</summary>
    public KeyProtectState KeyProtect { get; } = new(cloud);

    /// <summary>Buckets and objects.</summary>
    public ObjectStorageState ObjectStorage { get; } = new(cloud);

    /// <summary>The classic account.</summary>
    public SoftLayerState SoftLayer { get; } = new(cloud);

    public void Dispose() => SoftLayer.Dispose();
}
