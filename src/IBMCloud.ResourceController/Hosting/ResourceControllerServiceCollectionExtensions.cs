using IBMCloud.Core;
using IBMCloud.ResourceController;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Resource Controller client.</summary>
public static class ResourceControllerServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="ResourceControllerClient"/> with the options and the credential of the same name (<c>AddIbmIam</c>).</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name; <see langword="null"/> for the only one.</param>
    public static IServiceCollection AddResourceController(this IServiceCollection services, string? name = null) => services.AddIbmCloudClient(
        name, provider => new ResourceControllerClient(provider.GetIbmCloud<IbmCloudCredential>(name), provider.GetIbmCloud<IbmCloudClientOptions>(name)));
}
