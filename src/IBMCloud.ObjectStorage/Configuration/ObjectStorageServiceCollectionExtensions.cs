using IBMCloud.Core;
using IBMCloud.ObjectStorage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Object Storage client.</summary>
public static class ObjectStorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="ObjectStorageClient"/> for a region, with the registered <see cref="IbmCloudCredential"/>, and <see cref="IbmCloudClientOptions"/> where
    /// registered.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="region">The region whose endpoint to use.</param>
    public static IServiceCollection AddObjectStorage(this IServiceCollection services, IbmRegion region)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
            new ObjectStorageClient(provider.GetRequiredService<IbmCloudCredential>(), region, provider.GetService<IbmCloudClientOptions>()));
        return services;
    }

    /// <summary>Adds one <see cref="ObjectStorageClient"/> for a region with an HMAC pair.</summary>
    /// <param name="services">The services.</param>
    /// <param name="region">The region whose endpoint to use.</param>
    /// <param name="credential">The pair.</param>
    public static IServiceCollection AddObjectStorage(this IServiceCollection services, IbmRegion region, HmacCredential credential)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(credential);
        services.TryAddSingleton(provider => new ObjectStorageClient(credential, region, provider.GetService<IbmCloudClientOptions>()));
        return services;
    }
}
