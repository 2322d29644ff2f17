using System.Net.Http.Headers;
using System.Security.Cryptography;
using IBMCloud.Core;
using IBMCloud.DiskImages;
using IBMCloud.Emulator;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.State;
using IBMCloud.KeyProtect;
using IBMCloud.Primitives;

namespace IBMCloud.SoftLayer.Tests;

/// <summary>The emulated cloud with an encrypted image in a bucket, and a client of classic infrastructure for the account's owner, over real HTTP.</summary>
public abstract class ClassicCloudTest : CloudTest
{
    protected const string Region = "us-south";
    protected const string Bucket = "images";
    protected const string Templates = "/rest/v3.1/SoftLayer_Virtual_Guest_Block_Device_Template_Group";
    protected const string Guests = "/rest/v3.1/SoftLayer_Virtual_Guest";
    private readonly string _storage = Guid.NewGuid().ToString();
    private NewDek? _dek;

    protected static WaitOptions Fast { get; } = new() { PollInterval = TimeSpan.FromMilliseconds(5) };

    protected SoftLayerClient Client { get; private set; } = null!;

    protected SecretString ApiKey { get; private set; } = null!;

    protected Key RootKey { get; private set; } = null!;

    protected byte[] Disk { get; } = new byte[4 << 20];

    /// <summary>A client of its own; it shares no limit with other tests.</summary>
    protected SoftLayerClient NewClient(IbmCloudClientOptions? options = null, SoftLayerCredential? credential = null) =>
        Owned(new SoftLayerClient(credential ?? SoftLayerCredential.ApiKey(ApiKey), options ?? Options, new SoftLayerRateLimit(100_000, Emulator.Clock)));

    protected override void Configure(EmulatorOptions options) => options.Switches.ClassicRequestsPerSecond = 0;

    protected override async ValueTask StartedAsync()
    {
        ApiKey = Owned(SecretString.FromString(Emulator.ApiKey));
        Client = NewClient();
        RandomNumberGenerator.Fill(Disk.AsSpan(1 << 20, 1 << 20));
        (Disk[510], Disk[511]) = (0x55, 0xAA);
        var keys = AddInstance(Guid.NewGuid().ToString(), "kms", Region);
        AddInstance(_storage, "cloud-object-storage", "global");
        AddBucket(Bucket);
        Authorize(keys.Guid);
        using var keyProtect = new KeyProtectClient(KeyProtectInstance.FromCrn(Crn.Parse(keys.Crn)), Owner, Options);
        RootKey = await keyProtect.CreateRootKeyAsync(new KeyDraft { Name = "root key" }, Cancel);
        _dek = Owned(await keyProtect.CreateDekAsync(RootKey.Id, 64, Cancel));
    }

    /// <summary>An import that is right in everything.</summary>
    protected EncryptedImageImport Import(string name = "debian", string note = "run 1", string @object = "debian.vhd-0.vhd") => new()
    {
        Name = name,
        Note = note,
        OsReferenceCode = "DEBIAN_12_64",
        Uri = new Uri($"cos://{Region}/{Bucket}/{@object}"),
        ApiKey = ApiKey,
        RootKeyCrn = RootKey.Crn,
        WrappedDek = _dek!.Wrapped.ToString(),
    };

    /// <summary>Puts the encrypted image into the bucket.</summary>
    protected async Task UploadAsync(string name = "debian.vhd-0.vhd")
    {
        using var source = new MemoryImageSource(Disk);
        await UploadAsync(name, source);
    }

    /// <summary>Encrypts a disk and puts it into the bucket.</summary>
    protected async Task UploadAsync(string name, ImageSource source)
    {
        var layout = await EncryptedVhdImage.PrepareAsync(source, _dek!.Key, null, Cancel);
        using var image = EncryptedVhdImage.Open(source, layout, _dek.Key);
        var bytes = new byte[image.Length];
        image.Read(0, bytes);
        await PutAsync(name, bytes);
    }

    protected async Task PutAsync(string name, byte[] bytes)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Emulator.Address(EmulatedService.ObjectStorage, Region), $"/{Bucket}/{name}")) { Content = new ByteArrayContent(bytes) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await Owner.GetTokenAsync(Cancel)).Value.Reveal());
        using var response = await http.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
    }

    protected async Task<byte[]?> ObjectAsync(string name)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Emulator.Address(EmulatedService.ObjectStorage, Region), $"/{Bucket}/{name}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await Owner.GetTokenAsync(Cancel)).Value.Reveal());
        using var response = await http.SendAsync(request, Cancel);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(Cancel) : null;
    }

    /// <summary>An imported template that can be ordered from.</summary>
    protected async Task<ImageTemplate> ReadyTemplateAsync(string name = "debian")
    {
        await UploadAsync();
        var template = await Client.ImageTemplates.ImportAsync(Import(name), Cancel);
        return await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);
    }

    protected static VirtualGuestOrder Order(ImageTemplate template, string hostname = "web") => new()
    {
        Hostname = hostname,
        Domain = "example.com",
        Datacenter = "dal13",
        TemplateGlobalIdentifier = template.GlobalIdentifier!,
    };

    private ServiceInstance AddInstance(string guid, string service, string region)
    {
        var instance = new ServiceInstance { Guid = guid, ServiceName = service, Region = region, AccountId = Emulator.AccountId };
        Emulator.Cloud.State.Instances.Add(instance);
        return instance;
    }

    private void AddBucket(string name) => Emulator.Cloud.State.ObjectStorage.Buckets.Add(
        name, new Bucket(name, Region, _storage) { StorageClass = "standard", CreatedAt = Emulator.Clock.GetUtcNow() });

    private void Authorize(string keyProtect)
    {
        var policy = new IBMCloud.Emulator.Access.Policy
        {
            Id = Guid.NewGuid().ToString(),
            Type = IBMCloud.Emulator.Access.Policy.AuthorizationType,
            Version = 2,
            Subject = [Equal("serviceName", "server-protect"), Equal("accountId", Emulator.AccountId)],
            Resource = [Equal("accountId", Emulator.AccountId), Equal("serviceName", "kms"), Equal("serviceInstance", keyProtect)],
            Roles = [RoleCatalog.ServicePrefix + "Reader"],
            CreatedAt = Emulator.Clock.GetUtcNow(),
            CreatedBy = Emulator.Cloud.State.Iam.Owner.IamId,
            ModifiedAt = Emulator.Clock.GetUtcNow(),
            ModifiedBy = Emulator.Cloud.State.Iam.Owner.IamId,
        };
        Emulator.Cloud.State.Iam.Policies.Add(policy.Id, policy);
    }

    private static PolicyAttribute Equal(string key, string value) => new(key, PolicyAttribute.StringEquals, value);
}
