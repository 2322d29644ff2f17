using System.Text.Json;
using System.Text.Json.Serialization;
using IBMCloud.Core;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>Addresses of a cloud that is not IBM's, and who may call it: what <c>emulator --save</c> writes, and <c>emulator --json</c> prints.</summary>
internal sealed record CloudFile
{
    public required Uri Iam { get; init; }

    public required Uri ResourceController { get; init; }

    public required Uri ResourceManager { get; init; }

    public required Uri Accounts { get; init; }

    public required Uri SoftLayer { get; init; }

    public required Dictionary<string, Uri> KeyProtect { get; init; }

    public required Dictionary<string, Uri> ObjectStorage { get; init; }

    public Uri? CloudLogs { get; init; }

    public SecretString? ApiKey { get; init; }

    public string? SoftLayerUser { get; init; }

    public SecretString? SoftLayerKey { get; init; }

    [JsonIgnore]
    public IbmCloudEndpoints Endpoints => new()
    {
        Iam = Iam,
        ResourceController = ResourceController,
        ResourceManager = ResourceManager,
        Accounts = Accounts,
        SoftLayer = SoftLayer,
        KeyProtectByRegion = KeyProtect.ToDictionary(pair => IbmRegion.Parse(pair.Key), pair => pair.Value),
        ObjectStorageByRegion = ObjectStorage.ToDictionary(pair => IbmRegion.Parse(pair.Key), pair => pair.Value),
    };

    /// <summary>Its services run on this machine: an emulator, which needs no patience.</summary>
    [JsonIgnore]
    public bool IsLocal => Iam.IsLoopback;

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CloudFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return JsonSerializer.Deserialize(bytes, CloudFileJson.Default.CloudFile) ?? throw new FormatException("It is empty.");
        }
        catch (JsonException error)
        {
            throw new FormatException("It does not have the addresses that 'ibmcloud-e2e emulator --save' writes.", error);
        }
        finally
        {
            Array.Clear(bytes);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CloudFile))]
internal sealed partial class CloudFileJson : JsonSerializerContext;
