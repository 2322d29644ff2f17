using IBMCloud.Core;
using IBMCloud.Iam;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the IAM client, and says who calls.</summary>
public static class IamServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IamClient"/> with the options and the credential that all other clients of the collection use.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options, checked when the program starts.</param>
    public static IServiceCollection AddIbmIam(this IServiceCollection services, Action<IbmCloudOptions> configure) => services.AddIbmIam(name: null, configure);

    /// <summary>Adds an <see cref="IamClient"/> of a name, as a keyed service, for several accounts or clouds in one program.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name; <see langword="null"/> for the only one.</param>
    /// <param name="configure">Sets the options, checked when the program starts.</param>
    public static IServiceCollection AddIbmIam(this IServiceCollection services, string? name, Action<IbmCloudOptions> configure) => services
        .AddIbmCloud(name, configure)
        .AddIbmCloudClient(name, provider => new IamClient(provider.GetIbmCloud<IbmCloudCredential>(name), provider.GetIbmCloud<IbmCloudClientOptions>(name)));

    /// <summary>Calls as the user or service ID of an API key.</summary>
    /// <param name="options">The options.</param>
    /// <param name="apiKey">The key; copied when the first client is made.</param>
    /// <param name="withClassicAccount">The tokens are to carry the linked classic (IMS) account, which classic infrastructure demands; for keys of users.</param>
    public static void UseApiKey(this IbmCloudOptions options, SecretString apiKey, bool withClassicAccount = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(apiKey);
        options.Credential = client => new ApiKeyCredential(apiKey, client, withClassicAccount);
    }

    /// <summary>Calls as a trusted profile, from a container with a mounted token.</summary>
    /// <param name="options">The options.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="tokenFile">Where the token is; the usual places where <see langword="null"/>.</param>
    public static void UseComputeResource(this IbmCloudOptions options, TrustedProfile profile, string? tokenFile = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(profile);
        options.Credential = client => new ComputeResourceCredential(profile, tokenFile, client);
    }

    /// <summary>Calls as a trusted profile, from a VPC virtual server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="profile">The profile by id; the server's default one where <see langword="null"/>.</param>
    /// <param name="metadataAddress">Where the metadata service is; its usual address where <see langword="null"/>.</param>
    public static void UseVpcInstance(this IbmCloudOptions options, TrustedProfile? profile = null, Uri? metadataAddress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Credential = client => new VpcInstanceCredential(profile, client, metadataAddress);
    }
}
