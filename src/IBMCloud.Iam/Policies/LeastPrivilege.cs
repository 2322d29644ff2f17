namespace IBMCloud.Iam;

/// <summary>
/// The least access with which an encrypted image can be made and imported, one preset for each who takes part. Each narrows to the one Key Protect
/// instance and the one bucket; give them to <see cref="IamClient.EnsureAccessPolicyAsync"/> and <see cref="IamClient.EnsureAuthorizationAsync"/>.
/// </summary>
public static class LeastPrivilege
{
    /// <summary>Key Protect's service name.</summary>
    public const string KeyProtect = "kms";

    /// <summary>The service name of Hyper Protect Crypto Services, which can stand in for Key Protect.</summary>
    public const string HyperProtect = "hs-crypto";

    private const string ObjectStorage = "cloud-object-storage";

    /// <summary>The user who imports the image: sees the key instance and uses its root keys, and browses the bucket's instance.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="iamId">The user's IAM id, <c>IBMid-…</c>.</param>
    /// <param name="keyInstance">GUID of the Key Protect instance.</param>
    /// <param name="objectStorageInstance">GUID of the Object Storage instance; <see langword="null"/> where the user need not browse it.</param>
    /// <param name="keyService"><see cref="KeyProtect"/> or <see cref="HyperProtect"/>.</param>
    public static IReadOnlyList<AccessPolicyDraft> ForImportingUser(
        string accountId, string iamId, string keyInstance, string? objectStorageInstance = null, string keyService = KeyProtect) => objectStorageInstance is null
        ? [Access(accountId, iamId, keyService, keyInstance, [IamRole.Viewer, IamRole.Reader])]
        : [Access(accountId, iamId, keyService, keyInstance, [IamRole.Viewer, IamRole.Reader]), Access(accountId, iamId, ObjectStorage, objectStorageInstance, [IamRole.Viewer, IamRole.Reader])];

    /// <summary>The service ID whose API key the import gets: reads the one bucket, and unwraps with the one instance, or the one key.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="iamId">The service ID's IAM id, <see cref="ServiceId.IamId"/>.</param>
    /// <param name="keyInstance">GUID of the Key Protect instance.</param>
    /// <param name="objectStorageInstance">GUID of the Object Storage instance.</param>
    /// <param name="bucket">The bucket that holds the image.</param>
    /// <param name="keyId">The root key, to narrow to it alone; the whole instance where <see langword="null"/>.</param>
    /// <param name="keyService"><see cref="KeyProtect"/> or <see cref="HyperProtect"/>.</param>
    public static IReadOnlyList<AccessPolicyDraft> ForImportServiceId(
        string accountId, string iamId, string keyInstance, string objectStorageInstance, string bucket, string? keyId = null, string keyService = KeyProtect) =>
    [
        Access(accountId, iamId, ObjectStorage, objectStorageInstance, [IamRole.Reader], "bucket", bucket),
        Access(accountId, iamId, keyService, keyInstance, [IamRole.Reader], keyId is null ? null : "key", keyId),
    ];

    /// <summary>Cloud Block Storage unwraps the image's key at the import and at every start of a server. It must live as long as any image, disk or server made with it.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="keyInstance">GUID of the Key Protect instance.</param>
    /// <param name="keyService"><see cref="KeyProtect"/> or <see cref="HyperProtect"/>.</param>
    public static AuthorizationDraft ForBlockStorage(string accountId, string keyInstance, string keyService = KeyProtect) =>
        new() { AccountId = accountId, TargetService = keyService, TargetInstance = keyInstance };

    /// <summary>Object Storage encrypts a bucket with a root key; needed only for such buckets.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="objectStorageInstance">GUID of the Object Storage instance.</param>
    /// <param name="keyInstance">GUID of the Key Protect instance.</param>
    /// <param name="keyService"><see cref="KeyProtect"/> or <see cref="HyperProtect"/>.</param>
    public static AuthorizationDraft ForBucketEncryption(string accountId, string objectStorageInstance, string keyInstance, string keyService = KeyProtect) =>
        new() { AccountId = accountId, SourceService = ObjectStorage, SourceInstance = objectStorageInstance, TargetService = keyService, TargetInstance = keyInstance };

    private static AccessPolicyDraft Access(string accountId, string iamId, string service, string instance, IReadOnlyList<IamRole> roles, string? resourceType = null, string? resource = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
        return new()
        {
            AccountId = accountId,
            IamId = iamId,
            Roles = roles,
            Target = new PolicyTarget { ServiceName = service, ServiceInstance = instance, ResourceType = resourceType, Resource = resource },
        };
    }
}
