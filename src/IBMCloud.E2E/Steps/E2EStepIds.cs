namespace IBMCloud.E2E;

/// <summary>Ids of the built-in steps, in the order of the flow.</summary>
public static class E2EStepIds
{
    /// <summary>The account is upgraded, active and linked; who imports.</summary>
    public const string Account = "account";

    /// <summary>A server of the user's, captured as an image template of the run.</summary>
    public const string Capture = "capture";

    /// <summary>An image template, exported into the bucket.</summary>
    public const string Export = "export";

    /// <summary>The plain image opens, and can boot there.</summary>
    public const string Image = "image";

    /// <summary>Key Protect instance.</summary>
    public const string KeyProtect = "key-protect";

    /// <summary>Root key.</summary>
    public const string RootKey = "root-key";

    /// <summary>Data key, wrapped.</summary>
    public const string DataKey = "data-key";

    /// <summary>Data key, kept in Key Protect as a standard key.</summary>
    public const string StandardKey = "standard-key";

    /// <summary>Cloud Block Storage may use Key Protect.</summary>
    public const string Authorization = "authorization";

    /// <summary>The importing user may use Key Protect.</summary>
    public const string UserPolicy = "user-policy";

    /// <summary>Object Storage instance.</summary>
    public const string ObjectStorage = "object-storage";

    /// <summary>Object Storage may use Key Protect, for an encrypted bucket.</summary>
    public const string BucketAuthorization = "bucket-authorization";

    /// <summary>Bucket.</summary>
    public const string Bucket = "bucket";

    /// <summary>Service ID.</summary>
    public const string ServiceId = "service-id";

    /// <summary>The service ID's policies.</summary>
    public const string ServicePolicies = "service-policies";

    /// <summary>The image, encrypted and uploaded in one pass.</summary>
    public const string Upload = "upload";

    /// <summary>The service ID's API key.</summary>
    public const string ApiKey = "api-key";

    /// <summary>Image template.</summary>
    public const string Import = "import";

    /// <summary>Virtual server.</summary>
    public const string Server = "server";

    /// <summary>Events.</summary>
    public const string Audit = "audit";
}
