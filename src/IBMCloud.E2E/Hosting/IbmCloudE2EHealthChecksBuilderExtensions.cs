using IBMCloud.Core;
using IBMCloud.E2E;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of what <c>AddIbmCloudE2E</c> registers.</summary>
public static class IbmCloudE2EHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that the identity gets a token, that the services answer, and that journals can be kept. Its data has a line for each of them, and no secret.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name that <c>AddIbmCloudE2E</c> was given; <see langword="null"/> for the only one.</param>
    /// <param name="failureStatus">What it reports where something is wrong; unhealthy where <see langword="null"/>.</param>
    /// <param name="tags">Tags, to choose checks by.</param>
    public static IHealthChecksBuilder AddIbmCloudE2E(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            string.IsNullOrEmpty(name) ? "ibmcloud-e2e" : $"ibmcloud-e2e {name}",
            provider => new IbmCloudHealthCheck(
                provider.GetIbmCloud<IbmCloudCredential>(name),
                provider.GetIbmCloud<IbmCloudClientOptions>(name),
                provider.GetRequiredService<IOptionsMonitor<IbmCloudE2EOptions>>().Get(name ?? Options.Options.DefaultName),
                provider.GetIbmCloud<RunJournalStore>(name)),
            failureStatus,
            tags));
    }
}
