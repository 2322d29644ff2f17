using IBMCloud.Core;

namespace IBMCloud.E2E.Runner;

/// <summary>The environment variables by which a test tells the program where the cloud is.</summary>
public static class RunnerSettings
{
    public const string ApiKey = "E2E_RUNNER_API_KEY";
    public const string ClassicUser = "E2E_RUNNER_CLASSIC_USER";
    public const string ClassicKey = "E2E_RUNNER_CLASSIC_KEY";
    public const string CloudLogs = "E2E_RUNNER_CLOUD_LOGS";

    /// <summary>Where to stop and wait for the end: <c>before 7</c> or <c>after 7</c> of the journal writes, or <c>read 1048576</c>: when so many bytes of the disk have been read.</summary>
    public const string StopAt = "E2E_RUNNER_STOP_AT";

    private const string Prefix = "E2E_RUNNER_ENDPOINT_";

    public static string Required(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new ArgumentException($"Set {variable}.", nameof(variable));

    public static string? Optional(string variable) => Environment.GetEnvironmentVariable(variable);

    public static IbmCloudEndpoints Endpoints() => new()
    {
        Iam = Address("IAM"),
        ResourceController = Address("RESOURCE_CONTROLLER"),
        ResourceManager = Address("RESOURCE_MANAGER"),
        Accounts = Address("ACCOUNTS"),
        SoftLayer = Address("SOFTLAYER"),
        KeyProtectByRegion = new Dictionary<IbmRegion, Uri> { [IbmRegion.UsSouth] = Address("KEY_PROTECT") },
        ObjectStorageByRegion = new Dictionary<IbmRegion, Uri> { [IbmRegion.UsSouth] = Address("OBJECT_STORAGE") },
    };

    /// <summary>The variables that say what <see cref="Endpoints"/> reads.</summary>
    public static IReadOnlyDictionary<string, string> Of(IbmCloudEndpoints endpoints) => new Dictionary<string, string>
    {
        [Prefix + "IAM"] = $"{endpoints.Iam}",
        [Prefix + "RESOURCE_CONTROLLER"] = $"{endpoints.ResourceController}",
        [Prefix + "RESOURCE_MANAGER"] = $"{endpoints.ResourceManager}",
        [Prefix + "ACCOUNTS"] = $"{endpoints.Accounts}",
        [Prefix + "SOFTLAYER"] = $"{endpoints.SoftLayer}",
        [Prefix + "KEY_PROTECT"] = $"{endpoints.KeyProtect(IbmRegion.UsSouth)}",
        [Prefix + "OBJECT_STORAGE"] = $"{endpoints.ObjectStorage(IbmRegion.UsSouth)}",
    };

    private static Uri Address(string service) => new(Required(Prefix + service));
}
