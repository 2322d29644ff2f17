namespace IBMCloud.Core;

/// <summary>Builds the one handler chain that every service's requests go through.</summary>
/// <remarks>
/// <list type="number">
/// <item><description>failures: what the transport throws becomes <see cref="IbmCloudTransportException"/></description></item>
/// <item><description>correlation id: one per request, the same for its repeats</description></item>
/// <item><description>telemetry: an activity and a duration per request</description></item>
/// <item><description>retry: only what is safe to repeat; the single owner of retries</description></item>
/// <item><description>timeout: per attempt</description></item>
/// <item><description>whole answer: reads small answers within the attempt, where the request asks for it</description></item>
/// <item><description>authorization: a bearer token, only to the configured host, over https or loopback; a 401 refreshes it once</description></item>
/// <item><description>answers: where a service's status codes do not mean what HTTP says, its client puts that right here</description></item>
/// <item><description>log: method, path, status and duration; never a header, query or body</description></item>
/// </list>
/// </remarks>
public static class IbmCloudHttp
{
    /// <summary>Makes a client for one service. It follows no redirects; it is meant to live as long as the program.</summary>
    /// <param name="service">Service name for errors, logs and traces.</param>
    /// <param name="baseAddress">Base address; requests to any other host are refused.</param>
    /// <param name="credential">Whose token to send; <see langword="null"/> where the request brings its own authorization.</param>
    /// <param name="options">Clock, logs and patience; defaults where <see langword="null"/>.</param>
    /// <param name="answers">Gives answers the status that authorization and retries are to see; <see langword="null"/> where they have it.</param>
    public static HttpClient Create(string service, Uri baseAddress, IbmCloudCredential? credential, IbmCloudClientOptions? options = null, DelegatingHandler? answers = null) =>
        new(CreateHandler(service, baseAddress, credential, options, answers), disposeHandler: true) { BaseAddress = baseAddress, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Makes the chain itself, for libraries that bring their own client.</summary>
    /// <param name="service">Service name for errors, logs and traces.</param>
    /// <param name="baseAddress">Base address; requests to any other host are refused.</param>
    /// <param name="credential">Whose token to send; <see langword="null"/> where the request brings its own authorization.</param>
    /// <param name="options">Clock, logs and patience; defaults where <see langword="null"/>.</param>
    /// <param name="answers">Gives answers the status that authorization and retries are to see; <see langword="null"/> where they have it.</param>
    public static HttpMessageHandler CreateHandler(string service, Uri baseAddress, IbmCloudCredential? credential, IbmCloudClientOptions? options = null, DelegatingHandler? answers = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentNullException.ThrowIfNull(baseAddress);
        options ??= new IbmCloudClientOptions();
        options.Validate();
        HttpMessageHandler transport = options.Transport is { } given ? new SharedTransportHandler(given) : CreateTransport();
        HttpMessageHandler chain = new RequestLogHandler(service, options) { InnerHandler = transport };
        if (answers is not null)
        {
            answers.InnerHandler = chain;
            chain = answers;
        }

        chain = new AuthorizationHandler(service, baseAddress, credential) { InnerHandler = chain };
        chain = new WholeAnswerHandler { InnerHandler = chain };
        chain = new AttemptTimeoutHandler(options) { InnerHandler = chain };
        chain = new RetryHandler(service, options) { InnerHandler = chain };
        chain = new TelemetryHandler(service, options) { InnerHandler = chain };
        chain = new CorrelationHandler { InnerHandler = chain };
        return new FailureHandler(service) { InnerHandler = chain };
    }

    internal static SocketsHttpHandler CreateTransport() => new()
    {
        // A redirect would carry a token to a host that nobody configured.
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
    };
}
