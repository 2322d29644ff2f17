namespace IBMCloud.Emulator;

/// <summary>The services of the emulated cloud. Each has a port of its own, the regional ones a port per region.</summary>
public enum EmulatedService
{
    /// <summary>IAM: tokens, service IDs, API keys, policies (the live host is iam.cloud.ibm.com).</summary>
    Iam,

    /// <summary>Resource Controller: service instances and resource keys.</summary>
    ResourceController,

    /// <summary>Resource Manager: resource groups.</summary>
    ResourceManager,

    /// <summary>Account management: type, status and linked classic account.</summary>
    Accounts,

    /// <summary>Key Protect, one port per region.</summary>
    KeyProtect,

    /// <summary>Cloud Object Storage, one port per region.</summary>
    ObjectStorage,

    /// <summary>Classic infrastructure (SoftLayer REST).</summary>
    SoftLayer,

    /// <summary>IBM Cloud Logs: the query route over the account's audit events.</summary>
    CloudLogs,
}
