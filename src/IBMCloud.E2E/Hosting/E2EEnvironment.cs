using IBMCloud.Core;

namespace IBMCloud.E2E;

/// <summary>What the environment gives where configuration and code say nothing: the variables that the tool reads, too.</summary>
internal static class E2EEnvironment
{
    public const string ApiKey = "IBMCLOUD_E2E_API_KEY";

    /// <summary>What IBM's own command line reads.</summary>
    public const string CommonApiKey = "IBMCLOUD_API_KEY";

    public const string ClassicUser = "IBMCLOUD_E2E_CLASSIC_USER";

    public const string ClassicKey = "IBMCLOUD_E2E_CLASSIC_KEY";

    public static void FillIn(IbmCloudE2EOptions options)
    {
        options.ApiKey ??= Secret(ApiKey) ?? Secret(CommonApiKey);
        if (options.ClassicUser is null && options.ClassicKey is null)
        {
            options.ClassicUser = Text(ClassicUser);
            options.ClassicKey = Secret(ClassicKey);
        }
    }

    private static string? Text(string variable) => Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } text ? text : null;

    private static SecretString? Secret(string variable) => Text(variable) is { } text ? SecretString.FromString(text) : null;
}
