namespace IBMCloud.Emulator.Access;

/// <summary>What is asked for, by the attribute names of policies (spec iam-keyprotect §3).</summary>
/// <param name="ServiceName">Such as <c>kms</c>, <c>cloud-object-storage</c>, <c>iam-identity</c>.</param>
/// <param name="AccountId">The account that owns it.</param>
internal sealed record ResourceScope(string ServiceName, string AccountId)
{
    public const string KeyProtect = "kms";
    public const string HyperProtect = "hs-crypto";
    public const string ObjectStorage = "cloud-object-storage";
    public const string IamIdentity = "iam-identity";

    // Account management services; a policy on serviceType=service does not cover them, one on platform_service does.
    private static readonly HashSet<string> PlatformServices = [IamIdentity, "iam-access-management", "billing", "user-management"];

    /// <summary>GUID of the service instance.</summary>
    public string? ServiceInstance { get; init; }

    /// <summary><c>bucket</c>, <c>key</c>, <c>resource-group</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Bucket name, key id, resource group id.</summary>
    public string? Resource { get; init; }

    /// <summary>Key ring of a key.</summary>
    public string? KeyRing { get; init; }

    /// <summary>Resource group of the instance.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary>A Key Protect instance, or one key of it.</summary>
    public static ResourceScope OfKey(string accountId, string instance, string? keyId = null, string? keyRing = null) =>
        new(KeyProtect, accountId) { ServiceInstance = instance, ResourceType = keyId is null ? null : "key", Resource = keyId, KeyRing = keyRing };

    /// <summary>An Object Storage instance, or one bucket of it.</summary>
    public static ResourceScope OfBucket(string accountId, string instance, string? bucket = null) =>
        new(ObjectStorage, accountId) { ServiceInstance = instance, ResourceType = bucket is null ? null : "bucket", Resource = bucket };

    /// <summary>A resource group: the one resource that belongs to no service.</summary>
    public static ResourceScope OfResourceGroup(string accountId, string groupId) =>
        new("", accountId) { ResourceType = "resource-group", Resource = groupId };

    /// <summary>A service instance of any service.</summary>
    public static ResourceScope OfInstance(string accountId, string serviceName, string? instance, string? groupId) =>
        new(serviceName, accountId) { ServiceInstance = instance, ResourceGroupId = groupId };

    /// <summary>The value of a policy attribute for this resource, or null if it has none.</summary>
    public string? this[string attribute] => attribute switch
    {
        "accountId" => AccountId,
        "serviceName" => ServiceName.Length == 0 ? null : ServiceName,
        "serviceType" => ServiceName.Length == 0 ? null : PlatformServices.Contains(ServiceName) ? "platform_service" : "service",
        "serviceInstance" => ServiceInstance,
        "resourceType" => ResourceType,
        "resource" => Resource,
        "keyRing" => KeyRing,
        "resourceGroupId" => ResourceGroupId,
        _ => null,
    };

    public override string ToString() =>
        string.Join(' ', ((string[])["serviceName", "serviceInstance", "resourceType", "resource", "keyRing"])
            .Where(name => this[name] is not null).Select(name => $"{name}={this[name]}"));
}
