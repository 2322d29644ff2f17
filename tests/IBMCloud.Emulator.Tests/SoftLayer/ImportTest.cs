using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IBMCloud.DiskImages;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Iam.Identities;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.State;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.Emulator.Tests.SoftLayer;

/// <summary>A cloud in which everything is as an import of an encrypted image needs it; each test takes one thing away.</summary>
public abstract class ImportTest : ClassicTest
{
    protected const string Region = "us-south";
    protected const string OtherRegion = "eu-de";
    protected const string Bucket = "images";
    private const string KeyType = "application/vnd.ibm.kms.key+json";

    protected byte[] Dek { get; } = RandomNumberGenerator.GetBytes(64);

    protected byte[] Disk { get; } = new byte[4 << 20];

    protected string KeyProtect { get; } = Guid.NewGuid().ToString();

    protected string ObjectStorage { get; } = Guid.NewGuid().ToString();

    protected string RootKey { get; set; } = "";

    protected string Wrapped { get; set; } = "";

    /// <summary>The API key of the service ID that reads the bucket and unwraps.</summary>
    protected string ServiceKey { get; } = "service-id-key-" + Guid.NewGuid();

    protected string ServiceIamId { get; private set; } = "";

    private string OwnerToken { get; set; } = "";

    protected async Task SetUpAsync()
    {
        RandomNumberGenerator.Fill(Disk.AsSpan(1 << 20, 1 << 20));
        (Disk[510], Disk[511]) = (0x55, 0xAA);
        using var login = await LogInAsync(Emulator.ApiKey);
        OwnerToken = (string)(await JsonAsync(login))["access_token"]!;
        var iam = Cloud.State.Iam;
        AddInstance(KeyProtect, "kms", Region);
        AddInstance(ObjectStorage, "cloud-object-storage", "global");
        AddBucket(Bucket, Region);
        var service = new ServiceId { Id = "ServiceId-" + Guid.NewGuid(), Name = "importer", CreatedAt = Cloud.Clock.GetUtcNow(), ModifiedAt = Cloud.Clock.GetUtcNow(), CreatedBy = iam.Owner.IamId };
        iam.ServiceIds.Add(service.Id, service);
        ServiceIamId = service.IamId;
        AddApiKey(ServiceKey, ServiceIamId);
        Grant(ServiceIamId, "cloud-object-storage", ObjectStorage, "Reader");
        Grant(ServiceIamId, "kms", KeyProtect, "Reader");
        Grant(iam.Importer.IamId, "kms", KeyProtect, "Reader");
        Authorize(KeyProtect);
        RootKey = await CreateKeyAsync(KeyProtect, Region, extractable: false);
        Wrapped = await WrapAsync(KeyProtect, Region, RootKey, Dek);
    }

    protected string KeyCrn(string? key = null) => $"crn:v1:bluemix:public:kms:{Region}:a/{Emulator.AccountId}:{KeyProtect}:key:{key ?? RootKey}";

    /// <summary>A configuration that is right in everything.</summary>
    protected JsonObject Configuration(string name = "debian.vhd-0.vhd") => new()
    {
        ["name"] = "debian",
        ["note"] = "a note",
        ["operatingSystemReferenceCode"] = "DEBIAN_12_64",
        ["uri"] = $"cos://{Region}/{Bucket}/{name}",
        ["isEncrypted"] = true,
        ["cloudInit"] = true,
        ["byol"] = false,
        ["ibmApiKey"] = ServiceKey,
        ["crkCrn"] = KeyCrn(),
        ["wrappedDek"] = Wrapped,
    };

    private protected Task<Answer> ImportAsync(JsonObject configuration) => PostAsync($"{Templates}/createFromIcos.json", configuration);

    /// <summary>Imports with one thing changed.</summary>
    private protected async Task<Answer> ImportAsync(Action<JsonObject> change, string name = "debian.vhd-0.vhd")
    {
        var configuration = Configuration(name);
        change(configuration);
        return await ImportAsync(configuration);
    }

    protected async Task<byte[]> EncryptedVhdAsync(byte[]? key = null)
    {
        using var secret = SecretBytes.CopyOf(key ?? Dek);
        using var source = new MemoryImageSource(Disk);
        var layout = await EncryptedVhdImage.PrepareAsync(source, secret, null, Cancel);
        using var image = EncryptedVhdImage.Open(source, layout, secret);
        return Bytes(image);
    }

    protected async Task<byte[]> LuksAsync(byte[] passphrase, LuksVersion version)
    {
        using var secret = SecretBytes.CopyOf(passphrase);
        using var source = new MemoryImageSource(Disk);
        var layout = await LuksImage.PrepareAsync(source, secret, new() { Version = version, Kdf = new LuksKdf.Pbkdf2(HashAlgorithmName.SHA256, 1000) }, Cancel);
        using var image = await LuksImage.OpenAsync(source, layout, secret, Cancel);
        return Bytes(image);
    }

    protected async Task<byte[]> PlainVhdAsync()
    {
        using var source = new MemoryImageSource(Disk);
        using var image = await DynamicVhdImage.OpenAsync(source, null, Cancel);
        return Bytes(image);
    }

    protected async Task PutAsync(string name, byte[] bytes, string bucket = Bucket, string region = Region)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Emulator.Address(EmulatedService.ObjectStorage, region), $"/{bucket}/{name}")) { Content = new ByteArrayContent(bytes) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", OwnerToken);
        using var response = await Http.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
    }

    protected async Task<byte[]?> ObjectAsync(string name, string bucket = Bucket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Emulator.Address(EmulatedService.ObjectStorage, Region), $"/{bucket}/{name}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", OwnerToken);
        using var response = await Http.SendAsync(request, Cancel);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(Cancel) : null;
    }

    protected async Task<string> CreateKeyAsync(string instance, string region, bool extractable)
    {
        var answer = await KeyProtectAsync(HttpMethod.Post, instance, region, "keys", new JsonObject
        {
            ["metadata"] = new JsonObject { ["collectionType"] = KeyType, ["collectionTotal"] = 1 },
            ["resources"] = new JsonArray(new JsonObject { ["type"] = KeyType, ["name"] = "key", ["extractable"] = extractable }),
        });
        return (string)answer!["resources"]![0]!["id"]!;
    }

    protected async Task<string> WrapAsync(string instance, string region, string key, byte[] dek, params string[] additionalData)
    {
        var body = new JsonObject { ["plaintext"] = Convert.ToBase64String(dek) };
        if (additionalData.Length > 0)
        {
            body["aad"] = new JsonArray([.. additionalData.Select(text => JsonValue.Create(text))]);
        }

        return (string)(await KeyProtectAsync(HttpMethod.Post, instance, region, $"keys/{key}/actions/wrap", body))!["ciphertext"]!;
    }

    protected async Task<JsonNode?> KeyProtectAsync(HttpMethod method, string instance, string region, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Emulator.Address(EmulatedService.KeyProtect, region), "/api/v2/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", OwnerToken);
        request.Headers.Add("Bluemix-Instance", instance);
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, KeyType);
        using var response = await Http.SendAsync(request, Cancel);
        response.IsSuccessStatusCode.Should().BeTrue(await response.Content.ReadAsStringAsync(Cancel));
        return response.Content.Headers.ContentLength > 0 ? await response.Content.ReadFromJsonAsync<JsonNode>(Cancel) : null;
    }

    protected void AddInstance(string guid, string service, string region) => Cloud.State.Instances.Add(new ServiceInstance
    {
        Guid = guid,
        ServiceName = service,
        Region = region,
        AccountId = Emulator.AccountId,
    });

    protected void AddBucket(string name, string region) => Cloud.State.ObjectStorage.Buckets.Add(
        name, new Bucket(name, region, ObjectStorage) { StorageClass = "standard", CreatedAt = Cloud.Clock.GetUtcNow() });

    protected void AddApiKey(string value, string iamId)
    {
        var key = new ApiKey
        {
            Id = "ApiKey-" + Guid.NewGuid(),
            IamId = iamId,
            Digest = ApiKey.DigestOf(value),
            Name = "import",
            CreatedAt = Cloud.Clock.GetUtcNow(),
            ModifiedAt = Cloud.Clock.GetUtcNow(),
            CreatedBy = iamId,
        };
        Cloud.State.Iam.ApiKeys.Add(key.Id, key);
    }

    protected void Grant(string iamId, string service, string instance, string role) =>
        AddPolicy(Policy.AccessType, [("iam_id", iamId)], service, instance, role);

    protected void Authorize(string instance) =>
        AddPolicy(Policy.AuthorizationType, [("serviceName", "server-protect"), ("accountId", Emulator.AccountId)], "kms", instance, "Reader");

    /// <summary>Takes away what speaks of a subject and a service.</summary>
    protected void Revoke(string subject, string service)
    {
        foreach (var policy in Cloud.State.Iam.Policies.Values
            .Where(one => one.Subject.Any(part => part.Value == subject) && one.Resource.Any(part => part.Value == service)).ToList())
        {
            Cloud.State.Iam.Policies.Remove(policy.Id);
        }
    }

    private static byte[] Bytes(ImageSource image)
    {
        var bytes = new byte[image.Length];
        image.Read(0, bytes);
        return bytes;
    }

    private void AddPolicy(string type, (string Key, string Value)[] subject, string service, string instance, string role)
    {
        var policy = new Policy
        {
            Id = Guid.NewGuid().ToString(),
            Type = type,
            Version = 2,
            Subject = [.. subject.Select(Equal)],
            Resource = [Equal(("accountId", Emulator.AccountId)), Equal(("serviceName", service)), Equal(("serviceInstance", instance))],
            Roles = [RoleCatalog.ServicePrefix + role],
            CreatedAt = Cloud.Clock.GetUtcNow(),
            CreatedBy = Cloud.State.Iam.Owner.IamId,
            ModifiedAt = Cloud.Clock.GetUtcNow(),
            ModifiedBy = Cloud.State.Iam.Owner.IamId,
        };
        Cloud.State.Iam.Policies.Add(policy.Id, policy);
    }

    private static PolicyAttribute Equal((string Key, string Value) one) => new(one.Key, PolicyAttribute.StringEquals, one.Value);
}
