using IBMCloud.Core;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer;
using IBMCloud.Primitives;

namespace IBMCloud.Emulator;

/// <summary>
/// A local IBM Cloud on loopback for tests and first runs: IAM, Resource Controller, Key Protect, Object Storage and classic infrastructure,
/// which depend on each other as in the live cloud and say no where it would.
/// </summary>
public sealed class IbmCloudEmulator : IAsyncDisposable
{
    private readonly EmulatedCloud _cloud;
    private readonly List<ServiceHost> _hosts = [];

    private IbmCloudEmulator(EmulatedCloud cloud) => _cloud = cloud;

    /// <summary>The account that owns everything.</summary>
    public string AccountId => _cloud.State.Iam.AccountId;

    /// <summary>An IBM Cloud API key of the account's owner, who may do everything.</summary>
    public string ApiKey => _cloud.State.Iam.OwnerApiKey;

    /// <summary>The user name on classic infrastructure of a user who may import images and order servers there, but has no access to any other service until a policy gives it.</summary>
    public string SoftLayerUser => _cloud.State.Iam.ClassicUserName;

    /// <summary>The classic infrastructure API key of <see cref="SoftLayerUser"/>.</summary>
    public string SoftLayerKey => _cloud.State.Iam.ClassicApiKey;

    /// <summary>Id of a trusted profile that trusts one compute resource, and has no access to anything until a policy gives it.</summary>
    public string TrustedProfileId => _cloud.State.Iam.Profile.Id;

    /// <summary>The token by which that compute resource shows itself: what the platform would mount as a file. The VPC metadata service, which gives it too, is on IAM's port.</summary>
    public string ComputeResourceToken => _cloud.State.Iam.Profile.ComputeResourceToken;

    /// <summary>The services that are there.</summary>
    public IReadOnlyCollection<EmulatedService> Services => [.. _cloud.Addresses.Keys.Select(port => port.Service).Distinct()];

    /// <summary>The regions that have Key Protect and Object Storage.</summary>
    public IReadOnlyList<string> Regions => _cloud.Options.Regions;

    /// <summary>The addresses of all services, for clients.</summary>
    public IbmCloudEndpoints Endpoints => new()
    {
        Iam = Address(EmulatedService.Iam),
        ResourceController = Address(EmulatedService.ResourceController),
        ResourceManager = Address(EmulatedService.ResourceManager),
        Accounts = Address(EmulatedService.Accounts),
        SoftLayer = new Uri(Address(EmulatedService.SoftLayer), "rest/v3.1/"),
        KeyProtectByRegion = ByRegion(EmulatedService.KeyProtect),
        ObjectStorageByRegion = ByRegion(EmulatedService.ObjectStorage),
    };

    /// <summary>The faults that the emulator will show.</summary>
    public FaultPlan Faults => _cloud.Faults;

    /// <summary>The cloud's clock.</summary>
    public EmulatorClock Clock => _cloud.Clock;

    /// <summary>The requests answered so far, oldest first (the last 100,000).</summary>
    public IReadOnlyList<EmulatorRequest> Requests => _cloud.Requests.Snapshot();

    internal EmulatedCloud Cloud => _cloud;

    /// <summary>Starts all services.</summary>
    /// <param name="options">How the cloud behaves; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">A port of the row that <see cref="EmulatorOptions.FirstPort"/> begins is taken.</exception>
    public static async Task<IbmCloudEmulator> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorOptions();
        options.Validate();
        var emulator = new IbmCloudEmulator(new EmulatedCloud(options));
        try
        {
            await emulator.OpenPortsAsync(options, cancellationToken).ConfigureAwait(false);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The base address of one service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="region">The region of a regional service; null for the others.</param>
    /// <exception cref="ArgumentException">The emulator does not have this service in this region.</exception>
    public Uri Address(EmulatedService service, string? region = null) =>
        _cloud.Addresses.TryGetValue(new(service, region ?? ServicePort.Global), out var address)
            ? address
            : throw new ArgumentException($"The emulator has no {service} in '{region ?? ServicePort.Global}'. Name the region in EmulatorOptions.Regions.", nameof(region));

    /// <summary>Puts a running server into classic infrastructure: something to capture an image from.</summary>
    /// <param name="hostname">Host name.</param>
    /// <param name="domain">Domain.</param>
    /// <param name="disk">The bytes of its boot disk; copied.</param>
    /// <param name="datacenter">Where it is.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>Id of the server.</returns>
    /// <exception cref="ArgumentException">The emulator has no such datacenter.</exception>
    /// <exception cref="InvalidOperationException">No classic account is linked.</exception>
    public async Task<long> AddServerAsync(string hostname, string domain, ImageSource disk, string datacenter = "dal13", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hostname);
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        ArgumentNullException.ThrowIfNull(disk);
        var place = Datacenter.ByName(datacenter) ?? throw new ArgumentException($"The emulator has no datacenter '{datacenter}'. Use dal13.", nameof(datacenter));
        var classic = _cloud.State.SoftLayer;
        var owner = classic.Users.Owner ?? throw new InvalidOperationException("No classic account is linked. Set EmulatorOptions.LinkedClassicAccount.");
        var part = await SpilledImage.MakeAsync(_cloud.Temp, disk, cancellationToken).ConfigureAwait(false);
        lock (_cloud.State.Gate)
        {
            return classic.Guests.Adopt(hostname, domain, place, new(new ObjectContent([part]), "RAW", disk.Length, null), owner).Id;
        }
    }

    /// <summary>Closes all ports and removes what was stored.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }

        _hosts.Clear();
        _cloud.Dispose();
    }

    private Dictionary<IbmRegion, Uri> ByRegion(EmulatedService service) => _cloud.Addresses
        .Where(port => port.Key.Service == service)
        .ToDictionary(port => IbmRegion.Parse(port.Key.Region), port => port.Value);

    private async Task OpenPortsAsync(EmulatorOptions options, CancellationToken cancellationToken)
    {
        var number = options.FirstPort;
        foreach (var service in EmulatedServices.Create(_cloud))
        {
            foreach (var region in service.Regional ? options.Regions : [ServicePort.Global])
            {
                _hosts.Add(await ServiceHost.StartAsync(_cloud, service, new(service.Service, region), number, cancellationToken).ConfigureAwait(false));
                number += number == 0 ? 0 : 1;
            }
        }
    }
}
