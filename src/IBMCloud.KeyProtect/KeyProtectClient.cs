using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IBMCloud.Core;
using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

/// <summary>
/// The keys of one instance of Key Protect: make, import, find, wrap, unwrap, rotate, delete. Safe for concurrent use; one instance lives as long as the program.
/// </summary>
/// <remarks>
/// What may be repeated is repeated by the client. What a repeat would do twice is looked up first where the answer was lost: each method says how.
/// Every method throws <see cref="KeyProtectException"/> where the service refuses, <see cref="IbmCloudException"/> where it fails, and
/// <see cref="IbmCloudTransportException"/> where no answer came.
/// </remarks>
public sealed partial class KeyProtectClient : IDisposable
{
    private const int PageSize = 200;
    private readonly HttpClient _http;
    private readonly string _service;
    private readonly TimeProvider _time;
    private readonly IKeysApi _keys;
    private readonly IKeyActionsApi _actions;
    private readonly IKeyProtectApi _api;

    /// <summary>Creates the client; nothing is sent yet.</summary>
    /// <param name="instance">Whose keys.</param>
    /// <param name="credential">Whose token to send.</param>
    /// <param name="options">Where the services are, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    public KeyProtectClient(KeyProtectInstance instance, IbmCloudCredential credential, IbmCloudClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new IbmCloudClientOptions();
        Instance = instance;
        _service = instance.ServiceName;
        _time = options.TimeProvider;
        _http = IbmCloudHttp.Create(_service, instance.Endpoint ?? options.Endpoints.KeyProtect(instance.Region), credential, options);
        _http.DefaultRequestHeaders.Add("Bluemix-Instance", instance.Guid);
        _http.DefaultRequestHeaders.Accept.Add(new("application/json"));
        _keys = RefitApi.For<IKeysApi>(_http);
        _actions = RefitApi.For<IKeyActionsApi>(_http);
        _api = RefitApi.For<IKeyProtectApi>(_http);
    }

    /// <summary>Whose keys.</summary>
    public KeyProtectInstance Instance { get; }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private Task<IbmCloudAnswer> ReceiveAsync(Task<HttpResponseMessage> sending, string operation) => IbmCloudAnswer.ReceiveAsync(sending, _service, operation);

    private async Task<T> ReadAsync<T>(Task<HttpResponseMessage> sending, string operation, JsonTypeInfo<T> type)
        where T : class
    {
        using var answer = await ReceiveAsync(sending, operation).ConfigureAwait(false);
        return answer.IsSuccess ? answer.Read(body => JsonSerializer.Deserialize(body, type)) : throw KeyProtectException.From(answer);
    }

    private async Task SendAsync(Task<HttpResponseMessage> sending, string operation)
    {
        using var answer = await ReceiveAsync(sending, operation).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw KeyProtectException.From(answer);
        }
    }

    // The effect of a request that was not repeated is unknown: it may have been done although the answer says otherwise or never came.
    private static bool IsLost(IbmCloudException e) => e is IbmCloudTransportException { MayHaveHadEffect: true } || (int?)e.Status is >= 500 and not 501;

    private T Need<T>(T? value, string operation, string member)
        where T : class => value is not (null or "")
        ? value
        : throw new IbmCloudException(_service, operation, $"{_service} answered '{operation}' without '{member}'. Check that the configured endpoint is {_service}.");
}
