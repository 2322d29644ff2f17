using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IBMCloud.Core;

/// <summary>What all clients of a program share: where the services are, the clock, logs, and how patient to be.</summary>
public sealed class IbmCloudClientOptions
{
    /// <summary>Where the services are.</summary>
    public IbmCloudEndpoints Endpoints { get; init; } = IbmCloudEndpoints.Public;

    /// <summary>The clock of expiries, waits and timeouts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where log lines go. No line at any level holds a secret or a body.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>How often a request that is safe to repeat is repeated, 0 to 10.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>First wait before a repeat; it doubles each time, with jitter. A Retry-After of the service is followed instead.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a repeat, also where Retry-After asks for more.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for one attempt.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Sends the requests at the end of the chain; <see langword="null"/> makes one that follows no redirects. A given one is not disposed.</summary>
    public HttpMessageHandler? Transport { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Endpoints);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxRetries, 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetryDelay, RetryDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AttemptTimeout, TimeSpan.Zero);
    }
}
