using IBMCloud.Core;
using IBMCloud.KeyProtect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients of Key Protect.</summary>
public static class KeyProtectServiceCollectionExtensions
{
    /// <summary>Adds one <see cref="KeyProtectClient"/>, with the registered <see cref="IbmCloudCredential"/>, and <see cref="IbmCloudClientOptions"/> where registered.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names the instance; checked when the program starts.</param>
    public static IServiceCollection AddKeyProtect(this IServiceCollection services, Action<KeyProtectOptions> configure) => services.AddKeyProtect(name: null, configure);

    /// <summary>
    /// Adds a <see cref="KeyProtectClient"/> of a name, as a keyed service, for several instances in one program. It takes the credential and the options that are
    /// registered under the same name, else those without one.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name; <see langword="null"/> for the only one.</param>
    /// <param name="configure">Names the instance; checked when the program starts.</param>
    public static IServiceCollection AddKeyProtect(this IServiceCollection services, string? name, Action<KeyProtectOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyProtectOptions>, KeyProtectOptionsValidation>());
        services.AddOptions<KeyProtectOptions>(name ?? Options.Options.DefaultName).Configure(configure).ValidateOnStart();
        if (string.IsNullOrEmpty(name))
        {
            services.TryAddSingleton(provider => new KeyProtectClient(
                Instance(provider, name: null), provider.GetRequiredService<IbmCloudCredential>(), provider.GetService<IbmCloudClientOptions>()));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => new KeyProtectClient(
                Instance(provider, name),
                provider.GetKeyedService<IbmCloudCredential>(name) ?? provider.GetRequiredService<IbmCloudCredential>(),
                provider.GetKeyedService<IbmCloudClientOptions>(name) ?? provider.GetService<IbmCloudClientOptions>()));
        }

        return services;
    }

    private static KeyProtectInstance Instance(IServiceProvider provider, string? name) =>
        provider.GetRequiredService<IOptionsMonitor<KeyProtectOptions>>().Get(name ?? Options.Options.DefaultName).ToInstance();
}
