using IBMCloud.Core;
using IBMCloud.SoftLayer;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client of classic infrastructure.</summary>
public static class SoftLayerServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="SoftLayerClient"/>, with <see cref="IbmCloudClientOptions"/> and <see cref="SoftLayerRateLimit"/> where registered.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="credential">Who calls; where <see langword="null"/>, the registered <see cref="SoftLayerCredential"/>, else bearer tokens of the registered <see cref="IbmCloudCredential"/>.</param>
    public static IServiceCollection AddSoftLayer(this IServiceCollection services, SoftLayerCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => new SoftLayerClient(
            credential ?? provider.GetService<SoftLayerCredential>() ?? SoftLayerCredential.Bearer(provider.GetRequiredService<IbmCloudCredential>()),
            provider.GetService<IbmCloudClientOptions>(),
            provider.GetService<SoftLayerRateLimit>()));
        return services;
    }
}
