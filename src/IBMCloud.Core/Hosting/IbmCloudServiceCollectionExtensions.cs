using IBMCloud.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what all clients share: their options and their credential.</summary>
public static class IbmCloudServiceCollectionExtensions
{
    /// <summary>The named client of <see cref="IHttpClientFactory"/> through which all requests go: handlers of your own are added to it.</summary>
    public const string HttpClientName = "IBMCloud";

    /// <summary>
    /// Adds <see cref="IbmCloudClientOptions"/> and <see cref="IbmCloudCredential"/>, one of each: as themselves without a name, as keyed services with one.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">Name, for several accounts or clouds in one program; <see langword="null"/> for the only one.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddIbmCloud(this IServiceCollection services, string? name, Action<IbmCloudOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddHttpClient(HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(IbmCloudHttp.CreateTransport)
            // Its connections are renewed by their own lifetime; the clients keep the handler as long as they live.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // Its own log lines would show queries; the clients have theirs.
            .RemoveAllLoggers();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IbmCloudOptions>, IbmCloudOptionsValidation>());
        services.AddOptions<IbmCloudOptions>(name ?? Options.Options.DefaultName).Configure(configure).ValidateOnStart();
        return services
            .AddIbmCloudClient(name, provider => ClientOptions(provider, name))
            .AddIbmCloudClient(name, provider => Named(provider, name).Credential!(provider.GetIbmCloud<IbmCloudClientOptions>(name)));
    }

    /// <summary>Adds one instance of a client: as itself without a name, as a keyed service with one. For packages with clients of their own.</summary>
    /// <typeparam name="T">The client.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">Name, or <see langword="null"/>.</param>
    /// <param name="create">Makes it, once; <see cref="GetIbmCloud"/> gives it what it needs of the same name.</param>
    public static IServiceCollection AddIbmCloudClient<T>(this IServiceCollection services, string? name, Func<IServiceProvider, T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(create);
        if (string.IsNullOrEmpty(name))
        {
            services.TryAddSingleton(create);
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => create(provider));
        }

        return services;
    }

    /// <summary>The instance of a name.</summary>
    /// <typeparam name="T">What is wanted.</typeparam>
    /// <param name="provider">The services.</param>
    /// <param name="name">Name, or <see langword="null"/>.</param>
    /// <exception cref="InvalidOperationException">It is not registered.</exception>
    public static T GetIbmCloud<T>(this IServiceProvider provider, string? name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(provider);
        return string.IsNullOrEmpty(name) ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(name);
    }

    private static IbmCloudOptions Named(IServiceProvider provider, string? name) =>
        provider.GetRequiredService<IOptionsMonitor<IbmCloudOptions>>().Get(name ?? Options.Options.DefaultName);

    private static IbmCloudClientOptions ClientOptions(IServiceProvider provider, string? name)
    {
        var options = Named(provider, name);
        return new IbmCloudClientOptions
        {
            Endpoints = options.Endpoints,
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            MaxRetries = options.MaxRetries,
            RetryDelay = options.RetryDelay,
            MaxRetryDelay = options.MaxRetryDelay,
            AttemptTimeout = options.AttemptTimeout,
            Transport = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(HttpClientName),
        };
    }
}
