using IBMCloud.ActivityTracker;
using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.SoftLayer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the workflow and all clients that it is made of.</summary>
public static class IbmCloudE2EServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="E2EWorkflow"/> with what a section of the configuration says, and the clients of IAM, the resource controller and classic infrastructure
    /// over the same credential. Whatever is wrong with the options is said when the program starts, all at once.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section; docs/hosting.md has its table. A key that it does not know is refused.</param>
    /// <param name="configure">Sets what the configuration does not; may be <see langword="null"/>.</param>
    /// <param name="name">Name, for several accounts in one program: all is then registered as keyed services; <see langword="null"/> for the only one.</param>
    public static IServiceCollection AddIbmCloudE2E(
        this IServiceCollection services, IConfiguration section, Action<IbmCloudE2EOptions>? configure = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddIbmCloudE2E(
            options =>
            {
                E2EConfiguration.Apply(section, options);
                configure?.Invoke(options);
            },
            name);
    }

    /// <summary>Adds one <see cref="E2EWorkflow"/> with what <paramref name="configure"/> says.</summary>
    /// <remarks>
    /// Steps of your own (<see cref="E2EStep"/>) and further sources of audit events (<see cref="IAuditEventSource"/>) are taken from the services, and so is a
    /// <see cref="RunJournalStore"/> that is registered before.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; keys that it leaves out are looked for in the environment.</param>
    /// <param name="name">Name, for several accounts in one program; <see langword="null"/> for the only one.</param>
    public static IServiceCollection AddIbmCloudE2E(this IServiceCollection services, Action<IbmCloudE2EOptions> configure, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var optionsName = name ?? Options.Options.DefaultName;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IbmCloudE2EOptions>, IbmCloudE2EOptionsValidation>());
        services.AddOptions<IbmCloudE2EOptions>(optionsName).Configure(configure).PostConfigure(E2EEnvironment.FillIn).ValidateOnStart();
        services.AddOptions<IbmCloudOptions>(optionsName).Configure<IOptionsMonitor<IbmCloudE2EOptions>>((cloud, all) => Share(cloud, all, optionsName));
        return services
            .AddIbmIam(name, _ => { })
            .AddResourceController(name)
            .AddIbmCloudClient(name, provider => Classic(Named(provider, name)))
            .AddSoftLayer(name: name)
            .AddIbmCloudClient(name, provider => new HostedJournals(
                Named(provider, name), provider.GetIbmCloud<IbmCloudCredential>(name), provider.GetIbmCloud<IbmCloudClientOptions>(name)))
            .AddIbmCloudClient(name, provider => provider.GetIbmCloud<HostedJournals>(name).Store)
            .AddIbmCloudClient(name, provider => new E2EWorkflow(Workflow(provider, name)));
    }

    private static IbmCloudE2EOptions Named(IServiceProvider provider, string? name) =>
        provider.GetRequiredService<IOptionsMonitor<IbmCloudE2EOptions>>().Get(name ?? Options.Options.DefaultName);

    private static void Share(IbmCloudOptions cloud, IOptionsMonitor<IbmCloudE2EOptions> all, string name)
    {
        IbmCloudE2EOptions options;
        try
        {
            options = all.Get(name);
        }
        catch (OptionsValidationException)
        {
            // Said by their own validation at the start: here it would only be said a second time.
            cloud.Credential ??= _ => throw new InvalidOperationException("The options of IBM Cloud E2E are not valid.");
            return;
        }

        cloud.Endpoints = options.Endpoints;
        cloud.MaxRetries = options.MaxRetries;
        cloud.RetryDelay = options.RetryDelay;
        cloud.MaxRetryDelay = options.MaxRetryDelay;
        cloud.AttemptTimeout = options.AttemptTimeout;
        if (cloud.Credential is null)
        {
            cloud.UseApiKey(options.ApiKey!);
        }
    }

    private static SoftLayerCredential Classic(IbmCloudE2EOptions options) => options.ClassicUser is { } user
        ? SoftLayerCredential.ClassicKey(user, options.ClassicKey!)
        : SoftLayerCredential.ApiKey(options.ApiKey!);

    private static E2EOptions Workflow(IServiceProvider provider, string? name)
    {
        var options = Named(provider, name);
        return new E2EOptions
        {
            ApiKey = options.ApiKey!,
            Credential = provider.GetIbmCloud<IbmCloudCredential>(name),
            SoftLayer = provider.GetIbmCloud<SoftLayerCredential>(name),
            Client = provider.GetIbmCloud<IbmCloudClientOptions>(name),
            Wait = new WaitOptions { PollInterval = options.PollInterval, Deadline = options.WaitDeadline },
            Journals = provider.GetIbmCloud<RunJournalStore>(name),
            UploadParallelism = options.UploadParallelism,
            PolicySettlingTime = options.PolicySettlingTime,
            CloudLogs = [.. options.CloudLogs],
            AuditSources = [.. All<IAuditEventSource>(provider, name)],
            Steps = [.. All<E2EStep>(provider, name)],
        };
    }

    private static IEnumerable<T> All<T>(IServiceProvider provider, string? name)
        where T : class => string.IsNullOrEmpty(name) ? provider.GetServices<T>() : provider.GetKeyedServices<T>(name);
}
