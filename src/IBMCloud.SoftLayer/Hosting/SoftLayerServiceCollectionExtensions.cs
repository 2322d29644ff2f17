using IBMCloud.Core;
using IBMCloud.SoftLayer;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client of classic infrastructure.</summary>
public static class SoftLayerServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="SoftLayerClient"/>: as itself without a name, as a keyed service with one. It takes what is registered under the same name, else
    /// what is registered without: <see cref="IbmCloudClientOptions"/>, <see cref="SoftLayerRateLimit"/> and, where none is given, the credential.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="credential">
    /// Who calls; where <see langword="null"/>, the registered <see cref="SoftLayerCredential"/>, else bearer tokens of the registered
    /// <see cref="IbmCloudCredential"/>, which must carry the classic account (<c>UseApiKey(…, withClassicAccount: true)</c>).
    /// </param>
    /// <param name="name">Name, for several accounts in one program; <see langword="null"/> for the only one.</param>
    public static IServiceCollection AddSoftLayer(this IServiceCollection services, SoftLayerCredential? credential = null, string? name = null) =>
        services.AddIbmCloudClient(name, provider => new SoftLayerClient(
            credential ?? Find<SoftLayerCredential>(provider, name) ?? SoftLayerCredential.Bearer(
                Find<IbmCloudCredential>(provider, name) ?? throw new InvalidOperationException("No credential for SoftLayer: give one to AddSoftLayer, or register an IbmCloudCredential, for example with AddIbmIam.")),
            Find<IbmCloudClientOptions>(provider, name),
            Find<SoftLayerRateLimit>(provider, name)));

    private static T? Find<T>(IServiceProvider provider, string? name)
        where T : class => (string.IsNullOrEmpty(name) ? null : provider.GetKeyedService<T>(name)) ?? provider.GetService<T>();
}
