namespace IBMCloud.Core;

/// <summary>
/// The base address of every service, in one place: public, private network, or any other, such as an emulator's. All clients of a run take
/// the same instance, since mixing public and private hosts ends in refusals that are hard to read.
/// </summary>
public sealed class IbmCloudEndpoints
{
    /// <summary>The public endpoints.</summary>
    public static IbmCloudEndpoints Public { get; } = new()
    {
        Iam = new("https://iam.cloud.ibm.com/"),
        ResourceController = new("https://resource-controller.cloud.ibm.com/"),
        ResourceManager = new("https://resource-controller.cloud.ibm.com/"),
        Accounts = new("https://accounts.cloud.ibm.com/"),
        SoftLayer = new("https://api.softlayer.com/rest/v3.1/"),
        KeyProtectTemplate = "https://{0}.kms.cloud.ibm.com/",
        ObjectStorageTemplate = "https://s3.{0}.cloud-object-storage.appdomain.cloud/",
    };

    /// <summary>The endpoints on IBM's private network, for callers inside classic infrastructure. Accounts has none of its own.</summary>
    public static IbmCloudEndpoints Private { get; } = new()
    {
        Iam = new("https://private.iam.cloud.ibm.com/"),
        ResourceController = new("https://private.resource-controller.cloud.ibm.com/"),
        ResourceManager = new("https://private.resource-controller.cloud.ibm.com/"),
        Accounts = new("https://accounts.cloud.ibm.com/"),
        SoftLayer = new("https://api.service.softlayer.com/rest/v3.1/"),
        KeyProtectTemplate = "https://private.{0}.kms.cloud.ibm.com/",
        ObjectStorageTemplate = "https://s3.private.{0}.cloud-object-storage.appdomain.cloud/",
    };

    /// <summary>Tokens, identities and policies.</summary>
    public required Uri Iam { get; init; }

    /// <summary>Service instances and resource keys.</summary>
    public required Uri ResourceController { get; init; }

    /// <summary>Resource groups.</summary>
    public required Uri ResourceManager { get; init; }

    /// <summary>Account facts.</summary>
    public required Uri Accounts { get; init; }

    /// <summary>Classic infrastructure; ends in <c>/rest/v3.1/</c>.</summary>
    public required Uri SoftLayer { get; init; }

    /// <summary>Key Protect by region, where it is not by the rule of the public cloud.</summary>
    public IReadOnlyDictionary<IbmRegion, Uri> KeyProtectByRegion { get; init; } = new Dictionary<IbmRegion, Uri>();

    /// <summary>Object Storage by region, where it is not by the rule of the public cloud.</summary>
    public IReadOnlyDictionary<IbmRegion, Uri> ObjectStorageByRegion { get; init; } = new Dictionary<IbmRegion, Uri>();

    private string? KeyProtectTemplate { get; init; }

    private string? ObjectStorageTemplate { get; init; }

    /// <summary>Base address of Key Protect in a region.</summary>
    /// <param name="region">The region.</param>
    /// <exception cref="ArgumentException">These endpoints have no Key Protect in that region.</exception>
    public Uri KeyProtect(IbmRegion region) => Find(KeyProtectByRegion, KeyProtectTemplate, region, "Key Protect");

    /// <summary>Base address of Object Storage in a region.</summary>
    /// <param name="region">The region.</param>
    /// <exception cref="ArgumentException">These endpoints have no Object Storage in that region.</exception>
    public Uri ObjectStorage(IbmRegion region) => Find(ObjectStorageByRegion, ObjectStorageTemplate, region, "Object Storage");

    private static Uri Find(IReadOnlyDictionary<IbmRegion, Uri> byRegion, string? template, IbmRegion region, string service) =>
        byRegion.TryGetValue(region, out var uri) ? uri
        : template is not null ? new Uri(template.Replace("{0}", region.Name, StringComparison.Ordinal))
        : throw new ArgumentException(
            $"The configured endpoints have no {service} in {region.Name}: they have {string.Join(", ", byRegion.Keys)}. Add it to the endpoints, or use one of those.", nameof(region));
}
