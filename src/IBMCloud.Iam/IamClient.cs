using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

/// <summary>
/// IAM: service IDs, API keys, access policies, authorizations between services, roles. Safe for concurrent use; one instance lives as long as the program.
/// </summary>
/// <remarks>
/// What may be repeated is repeated by the client. What a repeat would do twice is looked up first where the answer was lost: each method says how.
/// Every method throws <see cref="IbmCloudException"/> where IAM refuses and <see cref="IbmCloudTransportException"/> where no answer came.
/// </remarks>
public sealed partial class IamClient : IDisposable
{
    private const string Service = "IAM";
    private const int PageSize = 100;
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly IIdentityApi _identity;
    private readonly IPolicyApi _policies;

    /// <summary>Creates the client; nothing is sent yet.</summary>
    /// <param name="credential">Whose token to send.</param>
    /// <param name="options">Where IAM is, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    public IamClient(IbmCloudCredential credential, IbmCloudClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new IbmCloudClientOptions();
        _address = options.Endpoints.Iam;
        _time = options.TimeProvider;
        _http = IbmCloudHttp.Create(Service, _address, credential, options);
        _identity = RefitApi.For<IIdentityApi>(_http);
        _policies = RefitApi.For<IPolicyApi>(_http);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static Task<IbmCloudAnswer> ReceiveAsync(Task<HttpResponseMessage> sending, string operation) => IbmCloudAnswer.ReceiveAsync(sending, Service, operation);

    private static async Task<T> ReadAsync<T>(Task<HttpResponseMessage> sending, string operation, JsonTypeInfo<T> type)
        where T : class
    {
        using var answer = await ReceiveAsync(sending, operation).ConfigureAwait(false);
        return answer.Read(body => JsonSerializer.Deserialize(body, type));
    }

    internal static ByteArrayContent Json<T>(T body, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = new("application/json") } };

    // The services write both 2026-11-24T16:20+0000 and RFC 3339.
    internal static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var minutes) ? minutes
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var full) ? full
        : null;

    private static string Need(string? value, string operation, string member) => !string.IsNullOrEmpty(value)
        ? value
        : throw new IbmCloudException(Service, operation, $"IAM answered '{operation}' without '{member}'. Check that the configured endpoint is IAM.");

    // The effect of a request that was not repeated is unknown: it may have been done although the answer says otherwise or never came.
    private static bool IsAmbiguous(IbmCloudException e) => e is IbmCloudTransportException { MayHaveHadEffect: true } || (int?)e.Status >= 500;
}
